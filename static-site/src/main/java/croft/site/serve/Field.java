package croft.site.serve;

/// One header field of an answer.
record Field(String name, String value) {
    Field {
        if (!isLegal(value)) {
            throw new IllegalArgumentException(
                    name + ": \"" + value + "\" (expected: visible ASCII and spaces)");
        }
    }

    static boolean isLegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
