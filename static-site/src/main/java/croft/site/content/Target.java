package croft.site.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a request target in origin-form (RFC 9112 §3.2.1) says: a name inside the site, or why it
/// is none. Escapes are decoded once, after the path was split at its slashes, so no escape can
/// become a separator.
public sealed interface Target {
    /// A name that may exist.
    ///
    /// @param query with its question mark, undecoded; empty without one
    record Named(SitePath path, String query) implements Target {}

    /// A well-formed target that names nothing which could be served here: 404.
    record Nameless(String reason) implements Target {}

    /// No origin-form at all: 400.
    record Malformed(String reason) implements Target {}

    /// What file systems take as one name, in octets.
    int LONGEST_SEGMENT = 255;

    /// Keeps the folder's own path plus this below the 4096 octets of Linux' PATH_MAX.
    int LONGEST_PATH = 2048;

    /// Deeper than any website; bounds the walk for the nearest 404 page.
    int DEEPEST = 64;

    /// Reads `raw` as it stood in the request line.
    static Target of(String raw) {
        if (!raw.startsWith("/")) {
            return new Malformed("the target does not start with a slash");
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return new Malformed("the target holds a character that must be escaped");
            }
        }
        int question = raw.indexOf('?');
        String path = question < 0 ? raw : raw.substring(0, question);
        String query = question < 0 ? "" : raw.substring(question);
        if (path.length() > 3 * LONGEST_PATH) {
            return new Nameless("too long");
        }
        List<String> segments = new ArrayList<>();
        int octets = 0;
        for (int start = 1; start < path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            Optional<byte[]> name = decode(path, start, end);
            if (name.isEmpty()) {
                return new Malformed("a percent sign is not followed by two hexadecimal digits");
            }
            octets += name.get().length + 1;
            Optional<String> problem = problem(name.get());
            if (problem.isPresent()) {
                return new Nameless(problem.get());
            }
            Optional<String> segment = utf8(name.get());
            if (segment.isEmpty()) {
                return new Nameless("not UTF-8");
            }
            if (segment.get().equals(".") || segment.get().equals("..")) {
                return new Nameless("a step instead of a name");
            }
            segments.add(segment.get());
            start = end + 1;
        }
        if (octets > LONGEST_PATH || segments.size() > DEEPEST) {
            return new Nameless("too long or too deep");
        }
        return new Named(new SitePath(segments, path.endsWith("/")), query);
    }

    private static Optional<byte[]> decode(String path, int start, int end) {
        byte[] octets = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (c == '%') {
                int high = i + 2 < end ? hex(path.charAt(i + 1)) : -1;
                int low = i + 2 < end ? hex(path.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                octets[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                octets[length++] = (byte) c;
            }
        }
        return Optional.of(Arrays.copyOf(octets, length));
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static Optional<String> problem(byte[] name) {
        if (name.length == 0) {
            return Optional.of("an empty segment");
        }
        if (name.length > LONGEST_SEGMENT) {
            return Optional.of("too long");
        }
        for (byte octet : name) {
            if ((octet >= 0 && octet < ' ') || octet == 0x7f || octet == '/' || octet == '\\') {
                return Optional.of("a separator or control character inside a segment");
            }
        }
        return Optional.empty();
    }

    /// Strict: overlong forms, surrogates and stray octets are refused, not replaced.
    private static Optional<String> utf8(byte[] name) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
