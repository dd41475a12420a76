package croft.wiki.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fields of a form as they stand in the query of an address; the first of each name counts.
/// What cannot be decoded is taken as it is, so that no query is an error.
record Form(Map<String, String> fields) {
    Form {
        fields = Map.copyOf(fields);
    }

    static Form of(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String piece : query.split("&", -1)) {
            int equals = piece.indexOf('=');
            String name = equals < 0 ? piece : piece.substring(0, equals);
            fields.putIfAbsent(
                    decoded(name), equals < 0 ? "" : decoded(piece.substring(equals + 1)));
        }
        return new Form(fields);
    }

    String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /// Empty if it is not there or no number.
    Optional<Integer> number(String name) {
        String text = text(name);
        return text.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
