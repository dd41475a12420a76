package croft.platform.traffic;

/// One header field of an answer.
public record Field(String name, String value) {
    public Field {
        if (!isLegal(value)) {
            throw new IllegalArgumentException(
                    name + ": \"" + value + "\" (expected: visible ASCII and spaces)");
        }
    }

    /// Whether a field can have this value.
    public static boolean isLegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
