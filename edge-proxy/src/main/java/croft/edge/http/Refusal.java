package croft.edge.http;

/// Why a message is not accepted.
///
/// @param status what a server answers to such a request; a gateway answers 502 to such a response
/// @param reason for people: what was wrong, and where it helps the value and what was expected
public record Refusal(int status, String reason) {
    static Refusal bad(String reason) {
        return new Refusal(400, reason);
    }

    /// A value as it may be shown: short, and free of control characters.
    static String shown(String value) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(value.length(), 60); i++) {
            char c = value.charAt(i);
            shown.append(c < ' ' || c > '~' || c == '"' ? '?' : c);
        }
        return shown.append(value.length() > 60 ? "…\"" : "\"").toString();
    }
}
