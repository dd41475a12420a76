package croft.site.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A value of Content-Type, from a fixed table of file extensions: what a site sends does not
/// depend on the machine it is on. Text is declared to be UTF-8.
public record MediaType(String value) {
    public static final MediaType HTML = new MediaType("text/html; charset=utf-8");

    private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    /// Text by other names than `text/…`, `…+json` and `…+xml`.
    private static final Set<String> TEXT =
            Set.of("application/javascript", "application/json", "application/xml");

    private static final Map<String, MediaType> BY_EXTENSION = table();

    /// By the extension of a file's name, in any case.
    public static MediaType of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : BY_EXTENSION.getOrDefault(
                        fileName.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    private static Map<String, MediaType> table() {
        try (InputStream resource = MediaType.class.getResourceAsStream("media-types.txt")) {
            if (resource == null) {
                throw new IllegalStateException("media-types.txt is missing in the jar");
            }
            Map<String, MediaType> table = new HashMap<>(2048);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ", -1);
                    MediaType type = new MediaType(withCharset(words[0]));
                    for (int i = 1; i < words.length; i++) {
                        table.put(words[i], type);
                    }
                }
            }
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withCharset(String type) {
        boolean text =
                type.startsWith("text/")
                        || type.endsWith("+json")
                        || type.endsWith("+xml")
                        || TEXT.contains(type);
        return text ? type + "; charset=utf-8" : type;
    }

    @Override
    public String toString() {
        return value;
    }
}
