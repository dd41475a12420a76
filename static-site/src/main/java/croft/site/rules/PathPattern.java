package croft.site.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pattern for paths, matched whole and greedily, as a regular expression of the same parts
/// would.
///
/// Not by one: no pattern that a site may hold takes more than (parts × length of the path) steps.
/// From the end of the path to its start it is worked out from where each part can reach the end;
/// then, from the start, each part takes the longest stretch that leaves a way to the end.
final class PathPattern {
    /// What a pattern consists of.
    sealed interface Part {
        /// These characters.
        record Text(String text) implements Part {}

        /// Any one character.
        record AnyCharacter() implements Part {}

        /// One or more characters that are none of `stops`.
        record Run(String name, String stops) implements Part {}

        /// Any characters, also none.
        record Rest(String name) implements Part {}

        /// A slash, or nothing.
        record OptionalSlash() implements Part {}

        /// Nothing, or a slash and any characters, of which the slash is not remembered. Ends a
        /// pattern.
        record SlashAndRest(String name) implements Part {}
    }

    private final List<Part> parts;
    private final String prefix;
    private final boolean fixed;

    PathPattern(List<Part> parts) {
        this.parts = List.copyOf(parts);
        prefix = !parts.isEmpty() && parts.getFirst() instanceof Part.Text(String t) ? t : "";
        fixed = parts.stream().allMatch(Part.Text.class::isInstance);
        if (fixed && parts.size() > 1) {
            throw new IllegalArgumentException(parts + " (expected: neighbouring texts joined)");
        }
    }

    /// Whether it stands for exactly one path.
    boolean isFixed() {
        return fixed;
    }

    /// What it begins with before its first variable part.
    String prefix() {
        return prefix;
    }

    /// The names under which parts of a path are remembered.
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Run(String name, String _) -> names.add(name);
                case Part.Rest(String name) -> names.add(name);
                case Part.SlashAndRest(String name) -> names.add(name);
                case Part.Text _, Part.AnyCharacter _, Part.OptionalSlash _ -> {}
            }
        }
        return names;
    }

    boolean matches(String path) {
        return match(path).isPresent();
    }

    /// What the named parts stand for; empty if the pattern does not match.
    Optional<Map<String, String>> match(String path) {
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        if (fixed) {
            return path.length() == prefix.length() ? Optional.of(Map.of()) : Optional.empty();
        }
        boolean[][] reaches = reaches(path);
        return reaches[0][0] ? Optional.of(captures(path, reaches)) : Optional.empty();
    }

    /// `reaches[p][i]`: whether the parts from `p` on match the path from `i` to its end.
    private boolean[][] reaches(String path) {
        int length = path.length();
        boolean[][] reaches = new boolean[parts.size() + 1][];
        reaches[parts.size()] = new boolean[length + 1];
        reaches[parts.size()][length] = true;
        for (int p = parts.size() - 1; p >= 0; p--) {
            boolean[] after = reaches[p + 1];
            boolean[] here = new boolean[length + 1];
            switch (parts.get(p)) {
                case Part.Text(String text) -> {
                    if (p == 0) {
                        here[0] = after[text.length()]; // the prefix was compared before
                    } else {
                        whereTextEnds(path, text, after, here);
                    }
                }
                case Part.AnyCharacter() -> System.arraycopy(after, 1, here, 0, length);
                case Part.Run(String _, String stops) -> {
                    for (int i = length - 1; i >= 0; i--) {
                        here[i] =
                                stops.indexOf(path.charAt(i)) < 0 && (after[i + 1] || here[i + 1]);
                    }
                }
                case Part.Rest _ -> {
                    boolean reached = false;
                    for (int i = length; i >= 0; i--) {
                        reached |= after[i];
                        here[i] = reached;
                    }
                }
                case Part.OptionalSlash() -> {
                    for (int i = 0; i <= length; i++) {
                        here[i] = after[i] || (isSlash(path, i) && after[i + 1]);
                    }
                }
                case Part.SlashAndRest _ -> {
                    for (int i = 0; i <= length; i++) {
                        here[i] = i == length || path.charAt(i) == '/';
                    }
                }
            }
            reaches[p] = here;
        }
        return reaches;
    }

    /// Marks in `here` where `text` begins after which `after` holds. In linear time, by the
    /// failure function of Knuth, Morris and Pratt.
    private static void whereTextEnds(String path, String text, boolean[] after, boolean[] here) {
        int[] border = new int[text.length()];
        for (int i = 1, k = 0; i < text.length(); i++) {
            while (k > 0 && text.charAt(i) != text.charAt(k)) {
                k = border[k - 1];
            }
            border[i] = text.charAt(i) == text.charAt(k) ? ++k : k;
        }
        for (int i = 0, k = 0; i < path.length(); i++) {
            while (k > 0 && path.charAt(i) != text.charAt(k)) {
                k = border[k - 1];
            }
            if (path.charAt(i) == text.charAt(k)) {
                k++;
            }
            if (k == text.length()) {
                here[i + 1 - k] = after[i + 1];
                k = border[k - 1];
            }
        }
    }

    private Map<String, String> captures(String path, boolean[][] reaches) {
        Map<String, String> captures = new HashMap<>();
        int at = 0;
        for (int p = 0; p < parts.size(); p++) {
            boolean[] after = reaches[p + 1];
            switch (parts.get(p)) {
                case Part.Text(String text) -> at += text.length();
                case Part.AnyCharacter() -> at++;
                case Part.Run(String name, String stops) -> {
                    int end = at;
                    for (int i = at; i < path.length() && stops.indexOf(path.charAt(i)) < 0; i++) {
                        if (after[i + 1]) {
                            end = i + 1;
                        }
                    }
                    captures.put(name, path.substring(at, end));
                    at = end;
                }
                case Part.Rest(String name) -> {
                    int end = path.length();
                    while (!after[end]) {
                        end--;
                    }
                    captures.put(name, path.substring(at, end));
                    at = end;
                }
                case Part.OptionalSlash() -> at += isSlash(path, at) && after[at + 1] ? 1 : 0;
                case Part.SlashAndRest(String name) -> {
                    captures.put(name, at < path.length() ? path.substring(at + 1) : "");
                    at = path.length();
                }
            }
        }
        return captures;
    }

    private static boolean isSlash(String path, int i) {
        return i < path.length() && path.charAt(i) == '/';
    }
}
