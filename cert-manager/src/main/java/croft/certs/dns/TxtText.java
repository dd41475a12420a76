package croft.certs.dns;

import java.util.List;

/// The content of a TXT record as zone files and many providers write it: one or more strings in
/// quotes, with escapes (RFC 1035 §5.1). Some providers leave the quotes out.
final class TxtText {
    private TxtText() {}

    /// A value that needs no escape, as [TxtRecord] has them.
    static String quoted(String value) {
        return '"' + value + '"';
    }

    static boolean has(List<String> texts, String value) {
        return texts.stream().anyMatch(text -> value(text).equals(value));
    }

    /// The value that is meant: the strings put together, without quotes and escapes.
    static String value(String text) {
        String content = text.strip();
        if (!content.startsWith("\"")) {
            return content;
        }
        StringBuilder value = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"') {
                inside = !inside;
            } else if (c == '\\' && i + 3 < content.length() && isNumber(content, i + 1)) {
                value.append((char) Integer.parseInt(content, i + 1, i + 4, 10));
                i += 3;
            } else if (c == '\\' && i + 1 < content.length()) {
                i++;
                value.append(content.charAt(i));
            } else if (inside) {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static boolean isNumber(String text, int from) {
        return text.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
