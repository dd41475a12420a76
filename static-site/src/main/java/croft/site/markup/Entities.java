package croft.site.markup;

import java.util.Map;

/// Character references in values of attributes, as far as they stand in URLs: all numbers, and the
/// names of the characters that HTML itself needs. An unknown name stays as it is.
final class Entities {
    private static final Map<String, String> NAMED =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0",
                    "num", "#", "sol", "/", "colon", ":", "period", ".");

    private static final int LONGEST = 10;

    private Entities() {}

    static String decoded(String value) {
        int ampersand = value.indexOf('&');
        if (ampersand < 0) {
            return value;
        }
        StringBuilder decoded = new StringBuilder(value.length());
        int from = 0;
        for (; ampersand >= 0; ampersand = value.indexOf('&', from)) {
            decoded.append(value, from, ampersand);
            int end = ampersand + 1;
            while (end < value.length()
                    && end - ampersand <= LONGEST
                    && isPart(value.charAt(end))) {
                end++;
            }
            boolean closed = end < value.length() && value.charAt(end) == ';';
            String character = character(value.substring(ampersand + 1, end), closed);
            if (character.isEmpty()) {
                decoded.append('&');
                from = ampersand + 1;
            } else {
                decoded.append(character);
                from = closed ? end + 1 : end;
            }
        }
        return decoded.append(value, from, value.length()).toString();
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '#';
    }

    /// Empty for none. In an attribute, a name that nothing closes is text (§13.2.5.73).
    private static String character(String reference, boolean closed) {
        if (!reference.startsWith("#")) {
            return closed ? NAMED.getOrDefault(reference, "") : "";
        }
        boolean hexadecimal = reference.startsWith("#x") || reference.startsWith("#X");
        try {
            int code =
                    hexadecimal
                            ? Integer.parseInt(reference.substring(2), 16)
                            : Integer.parseInt(reference.substring(1));
            return Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : "";
        } catch (NumberFormatException _) {
            return "";
        }
    }
}
