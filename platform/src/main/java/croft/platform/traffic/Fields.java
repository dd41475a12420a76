package croft.platform.traffic;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The header fields of a request, by names in any case; not changed any more.
public final class Fields {
    public static final Fields NONE = new Fields(EmptyHttpHeaders.INSTANCE);

    private final HttpHeaders fields;

    Fields(HttpHeaders fields) {
        this.fields = fields;
    }

    public boolean has(String name) {
        return fields.contains(name);
    }

    /// All lines of a field, joined by commas.
    public Optional<String> of(String name) {
        List<String> lines = fields.getAll(name);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    /// The values of a field, a line each.
    public List<String> lines(String name) {
        return fields.getAll(name);
    }

    /// Takes each line as it was sent, in order: its name and its value.
    public void forEach(BiConsumer<String, String> line) {
        for (Map.Entry<String, String> each : fields) {
            line.accept(each.getKey(), each.getValue());
        }
    }

    /// The names only.
    @Override
    public String toString() {
        return fields.names().toString();
    }
}
