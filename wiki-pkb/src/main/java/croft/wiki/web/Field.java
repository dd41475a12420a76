package croft.wiki.web;

/// One header field of an answer.
record Field(String name, String value) {
    Field {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                throw new IllegalArgumentException(
                        name + ": \"" + value + "\" (expected: visible ASCII and spaces)");
            }
        }
    }
}
