package croft.wiki.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The media type of an attachment, from a fixed table of what people keep beside notes: what is
/// sent does not depend on the machine.
///
/// @param type without parameters
record MediaType(String type) {
    private static final MediaType UNKNOWN = new MediaType("application/octet-stream");
    private static final Map<String, MediaType> BY_EXTENSION = table();

    /// By the extension of a file's name, in any case.
    static MediaType of(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : BY_EXTENSION.getOrDefault(
                        name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /// Whether a browser that is sent there shows it as a document that may run scripts.
    boolean isActive() {
        return type.equals("text/html") || type.endsWith("xml") || type.equals("text/xsl");
    }

    /// As a value of Content-Type. Notes are UTF-8, and so is what lies beside them.
    String value() {
        return type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml")
                ? type + "; charset=utf-8"
                : type;
    }

    private static Map<String, MediaType> table() {
        try (InputStream resource = MediaType.class.getResourceAsStream("media-types.txt")) {
            if (resource == null) {
                throw new IllegalStateException("media-types.txt is missing in the jar");
            }
            Map<String, MediaType> table = new HashMap<>();
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] words = line.split(" ", -1);
                        for (int i = 1; i < words.length; i++) {
                            table.put(words[i], new MediaType(words[0]));
                        }
                    });
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
