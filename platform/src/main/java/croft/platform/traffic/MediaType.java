package croft.platform.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A media type, from a fixed table of file extensions: what is sent does not depend on the
/// machine.
///
/// @param type without parameters
public record MediaType(String type) {
    public static final MediaType HTML = new MediaType("text/html");
    public static final MediaType PLAIN = new MediaType("text/plain");
    public static final MediaType JSON = new MediaType("application/json");

    private static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    /// Text by other names than `text/…`, `…+json` and `…+xml`.
    private static final Set<String> TEXT =
            Set.of("application/javascript", "application/json", "application/xml");

    /// Text, too, but a part of pages rather than something to be read.
    private static final Set<String> PARTS =
            Set.of("text/css", "text/javascript", "application/javascript", "image/svg+xml");

    private static final Map<String, MediaType> BY_EXTENSION = table();

    /// By the extension of a file's name, in any case.
    public static MediaType of(String fileName) {
        return known(fileName).orElse(UNKNOWN);
    }

    /// Empty if the extension is not in the table.
    public static Optional<MediaType> known(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(
                        BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
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
                    MediaType type = new MediaType(words[0]);
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

    public boolean isText() {
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || TEXT.contains(type);
    }

    /// Whether somebody reads this by itself: a page, a feed, data. Everything else is a part of
    /// pages or a download.
    public boolean isPage() {
        return isText() && !PARTS.contains(type);
    }

    /// Whether a browser that is sent there shows it as a document that may run scripts.
    public boolean isActive() {
        return type.equals("text/html") || type.endsWith("xml") || type.equals("text/xsl");
    }

    /// As a value of Content-Type.
    ///
    /// @param charset of text; nothing is said of it if empty
    public String value(Optional<String> charset) {
        return charset.isPresent() && isText() ? type + "; charset=" + charset.get() : type;
    }

    @Override
    public String toString() {
        return type;
    }
}
