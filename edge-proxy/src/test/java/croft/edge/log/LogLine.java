package croft.edge.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A line of the JSON format, read back by a parser that knows nothing of who wrote it.
public record LogLine(Map<String, String> members) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Reads a line.
    ///
    /// @throws IOException if it is not one flat object, or has a member twice
    public static LogLine of(String line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            Map<String, String> members = new LinkedHashMap<>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object: " + line);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, parser.getText());
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one object: " + line);
            }
            return new LogLine(members);
        }
    }

    /// A member's value as text, `-` if it is not there.
    public String get(String name) {
        return members.getOrDefault(name, "-");
    }

    /// Values of several members.
    public String all(String... names) {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(all.isEmpty() ? "" : " ").append(get(name));
        }
        return all.toString();
    }
}
