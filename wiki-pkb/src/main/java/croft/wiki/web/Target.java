package croft.wiki.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a request target in origin-form (RFC 9112 §3.2.1) says: names inside a wiki, or why it says
/// none. Escapes are decoded once, after the path was split at its slashes, so no escape becomes a
/// separator.
sealed interface Target {
    /// Names that may lead to something.
    ///
    /// @param names decoded; none for the top
    /// @param tidy whether the path has no slash at its end and no two in a row
    /// @param query without its question mark, undecoded; empty without one
    record Named(List<String> names, boolean tidy, String query) implements Target {
        public Named {
            names = List.copyOf(names);
        }

        /// The names as one path.
        String path() {
            return String.join("/", names);
        }
    }

    /// A well-formed target that nothing can be at: 404.
    record Nameless() implements Target {}

    /// No origin-form at all: 400.
    record Malformed() implements Target {}

    /// What file systems take as one name, in octets.
    int LONGEST_NAME = 255;

    /// Deeper than any folder of notes.
    int DEEPEST = 64;

    /// Reads `raw` as it stood in the request line.
    static Target of(String raw) {
        if (!raw.startsWith("/")) {
            return new Malformed();
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return new Malformed();
            }
        }
        int question = raw.indexOf('?');
        String path = question < 0 ? raw : raw.substring(0, question);
        String query = question < 0 ? "" : raw.substring(question + 1);
        List<String> names = new ArrayList<>();
        boolean tidy = true;
        String[] pieces = path.substring(1).split("/", -1);
        for (String piece : pieces) {
            if (piece.isEmpty()) {
                tidy &= pieces.length == 1;
                continue;
            }
            Optional<byte[]> octets = octets(piece);
            if (octets.isEmpty()) {
                return new Malformed();
            }
            Optional<String> name = name(octets.get());
            if (name.isEmpty()) {
                return new Nameless();
            }
            names.add(name.get());
        }
        return names.size() > DEEPEST ? new Nameless() : new Named(names, tidy, query);
    }

    /// Empty if a percent sign is not followed by two hexadecimal digits.
    private static Optional<byte[]> octets(String piece) {
        ByteBuffer octets = ByteBuffer.allocate(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c != '%') {
                octets.put((byte) c);
                continue;
            }
            int high = i + 2 < piece.length() ? Character.digit(piece.charAt(i + 1), 16) : -1;
            int low = i + 2 < piece.length() ? Character.digit(piece.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            octets.put((byte) (high << 4 | low));
            i += 2;
        }
        byte[] whole = new byte[octets.position()];
        octets.flip().get(whole);
        return Optional.of(whole);
    }

    /// Empty for what no name of a file is: steps, separators, control characters, and what is not
    /// UTF-8, which is not mended.
    private static Optional<String> name(byte[] octets) {
        if (octets.length > LONGEST_NAME) {
            return Optional.empty();
        }
        for (byte octet : octets) {
            if ((octet >= 0 && octet < ' ') || octet == 0x7f || octet == '/' || octet == '\\') {
                return Optional.empty();
            }
        }
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return name.equals(".") || name.equals("..") ? Optional.empty() : Optional.of(name);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
