package croft.edge.http;

/// Percent-encoding (RFC 3986 §2.1) as those read it who take everything: what is no escape stands
/// for itself.
public final class PercentEncoding {
    private PercentEncoding() {}

    /// The octet that an escape stands for; -1 if none begins at that place.
    public static int octet(String text, int at) {
        if (text.charAt(at) != '%' || at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /// A text decoded once, an octet a character.
    public static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int octet = octet(text, i);
            decoded.append(octet < 0 ? text.charAt(i) : (char) octet);
            i += octet < 0 ? 0 : 2;
        }
        return decoded.toString();
    }
}
