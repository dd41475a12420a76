package croft.stack.figures;

/// What is spoken on the connections of a load.
public enum Protocol {
    H1("h1", "HTTP/1.1"),
    H2("h2", "HTTP/2");

    private final String word;
    private final String title;

    Protocol(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /// As in the name of a load.
    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    static Protocol of(String word) {
        for (Protocol protocol : values()) {
            if (protocol.word.equals(word)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" (expected: h1 or h2)");
    }
}
