package croft.site.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers as JSON, indented, since people read them in terminals.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// An answer that says why nothing was done.
    static String error(String line) {
        return write(Map.of("error", line));
    }

    /// Maps, lists, texts, numbers, truth values, times and null.
    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                FACTORY.createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Optional<?> optional -> write(json, optional.orElse(null));
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Instant instant -> json.writeString(instant.toString());
            default -> json.writeString(value.toString());
        }
    }
}
