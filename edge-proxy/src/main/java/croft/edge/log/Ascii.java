package croft.edge.log;

import java.nio.charset.StandardCharsets;

/// Constant pieces of lines.
final class Ascii {
    private Ascii() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
