package croft.site.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Compares a file's name with hashes of a content that is given piece by piece.
///
/// A name is one of its content if a part of it, between delimiters, is the beginning of a hash:
/// SHA-256, SHA-1, MD5, SHA-384 or SHA-512, in hexadecimal, base64url or base32 digits.
final class HashedName {
    /// 32 bits in hexadecimal: no name meets a hash so far by chance. Generators cut no shorter.
    private static final int SHORTEST = 8;

    private static final List<String> ALGORITHMS =
            List.of("SHA-256", "SHA-1", "MD5", "SHA-384", "SHA-512");

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final String name;
    private final List<MessageDigest> digests;

    HashedName(String name) {
        this.name = name;
        this.digests = ALGORITHMS.stream().map(HashedName::digest).toList();
    }

    /// Whether it is worth reading the content: some part of the name is long enough, and no plain
    /// word.
    static boolean isCandidate(String name) {
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isDot(name.charAt(i))) {
                if (i - start >= SHORTEST && isUnlikelyWord(name.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /// Hyphens and underscores are digits of base64url, too.
    private static boolean isDot(char c) {
        return c == '.' || c == '~' || c == '@' || c == '+' || c == ' ';
    }

    private static boolean isUnlikelyWord(String part) {
        return part.chars().anyMatch(c -> c >= '0' && c <= '9')
                || !part.equals(part.toLowerCase(Locale.ROOT));
    }

    void update(ByteBuffer content) {
        for (MessageDigest digest : digests) {
            digest.update(content.duplicate());
        }
    }

    /// After all of the content; may be asked once.
    boolean isNamedByContent() {
        String lower = name.toLowerCase(Locale.ROOT);
        for (MessageDigest digest : digests) {
            byte[] hash = digest.digest();
            if (holds(lower, HexFormat.of().formatHex(hash))
                    || holds(name, Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                    || holds(lower, base32(hash))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a part of `text` between delimiters is the beginning of `hash`.
    private static boolean holds(String text, String hash) {
        String begin = hash.substring(0, SHORTEST);
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            int end = at + SHORTEST;
            while (end < text.length()
                    && end - at < hash.length()
                    && text.charAt(end) == hash.charAt(end - at)) {
                end++;
            }
            if (isDelimited(text, at - 1) && isDelimited(text, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDelimited(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /// RFC 4648 §6, in lower case and without padding; of the first octets, as nobody names files
    /// with more.
    private static String base32(byte[] hash) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte octet : hash) {
            bits = (bits << 8 | (octet & 0xff)) & 0xfff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt(bits >>> held & 31));
            }
        }
        return text.toString();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime in use has " + algorithm, e);
        }
    }
}
