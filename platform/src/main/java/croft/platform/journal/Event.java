package croft.platform.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A fact for other services, such as "a certificate was stored". The kinds are listed in
/// docs/contracts/database.md.
///
/// @param kind `noun.verbed`, at most 64 characters
/// @param subject what it is about: 1 to 300 characters
/// @param keys what it touches, such as host names or surrogate keys: at most 1000 of at most 253
///   characters
/// @param attributes the rest: at most 20 values, 4000 characters with their names together
public record Event(
        String kind, String subject, List<String> keys, Map<String, String> attributes) {
    private static final Pattern KIND = Pattern.compile("[a-z]+(\\.[a-z]+)+");
    private static final int MOST_KEYS = 1000;
    private static final int LONGEST_KEY = 253;
    private static final int MOST_ATTRIBUTES = 20;
    private static final int MOST_ATTRIBUTE_CHARACTERS = 4000;

    public Event {
        keys = List.copyOf(new ArrayList<>(keys));
        attributes = Map.copyOf(new LinkedHashMap<>(attributes));
        if (kind.length() > 64 || !KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "kind: \"" + kind + "\" (expected: words of a to z joined by dots)");
        }
        if (subject.isEmpty() || subject.length() > 300) {
            throw new IllegalArgumentException(
                    "subject: " + subject.length() + " characters (expected: 1 to 300)");
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "keys: " + keys.size() + " (expected: at most " + MOST_KEYS + ")");
        }
        for (String key : keys) {
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw new IllegalArgumentException(
                        "keys: one of "
                                + key.length()
                                + " characters (expected: 1 to "
                                + LONGEST_KEY
                                + ")");
            }
        }
        int characters =
                attributes.entrySet().stream()
                        .mapToInt(a -> a.getKey().length() + a.getValue().length())
                        .sum();
        if (attributes.size() > MOST_ATTRIBUTES || characters > MOST_ATTRIBUTE_CHARACTERS) {
            throw new IllegalArgumentException(
                    "attributes: %d with %d characters (expected: at most %d with %d)"
                            .formatted(
                                    attributes.size(),
                                    characters,
                                    MOST_ATTRIBUTES,
                                    MOST_ATTRIBUTE_CHARACTERS));
        }
        if (subject.indexOf('\0') >= 0
                || keys.stream().anyMatch(k -> k.indexOf('\0') >= 0)
                || attributes.toString().indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    kind + ": a character 0 in its text (expected: none, PostgreSQL stores none)");
        }
    }

    /// An event without attributes.
    public Event(String kind, String subject, List<String> keys) {
        this(kind, subject, keys, Map.of());
    }
}
