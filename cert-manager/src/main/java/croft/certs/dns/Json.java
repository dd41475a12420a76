package croft.certs.dns;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One JSON value of a provider. What is not there, or is of another kind, reads as absent: only
/// what a driver needs must be as documented.
final class Json {
    static final Json ABSENT = new Json(null);
    private static final JsonMapper MAPPER = JsonMapper.createDefault();

    private final @Nullable JsonNode node;

    private Json(@Nullable JsonNode node) {
        this.node = node;
    }

    /// @throws IOException if it is not JSON
    static Json read(byte[] text) throws IOException {
        return new Json(MAPPER.readValue(text, Argument.of(JsonNode.class)));
    }

    /// Maps, lists, text, numbers and truth values as JSON.
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(JsonNode.from(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + value, e);
        }
    }

    Json get(String key) {
        return node == null || !node.isObject() ? ABSENT : new Json(node.get(key));
    }

    List<Json> elements() {
        List<Json> elements = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.values().forEach(element -> elements.add(new Json(element)));
        }
        return elements;
    }

    boolean isArray() {
        return node != null && node.isArray();
    }

    /// Text, or a number as text: ids are either.
    Optional<String> text() {
        return node == null || !(node.isString() || node.isNumber())
                ? Optional.empty()
                : Optional.of(node.coerceStringValue());
    }

    Optional<Integer> number() {
        return node == null || !node.isNumber()
                ? Optional.empty()
                : Optional.of(node.getIntValue());
    }

    boolean isTrue() {
        return node != null && node.isBoolean() && node.getBooleanValue();
    }

    boolean isFalse() {
        return node != null && node.isBoolean() && !node.getBooleanValue();
    }
}
