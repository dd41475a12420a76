package croft.stack.figures;

/// The length of an answer's body.
public enum BodySize {
    KIB_1("1k", "1 KiB", 1 << 10, 32),
    KIB_10("10k", "10 KiB", 10 << 10, 32),
    KIB_100("100k", "100 KiB", 100 << 10, 32),
    MIB_1("1m", "1 MiB", 1 << 20, 8);

    private final String word;
    private final String title;
    private final int octets;
    private final int connections;

    BodySize(String word, String title, int octets, int connections) {
        this.word = word;
        this.title = title;
        this.octets = octets;
        this.connections = connections;
    }

    /// As in the name of a load and the path of the origin.
    public String word() {
        return word;
    }

    public int octets() {
        return octets;
    }

    String title() {
        return title;
    }

    /// How many HTTP/1.1 connections keep a server busy with bodies of this length.
    int connections() {
        return connections;
    }

    static BodySize of(String word) {
        for (BodySize size : values()) {
            if (size.word.equals(word)) {
                return size;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" (expected: 1k, 10k, 100k or 1m)");
    }
}
