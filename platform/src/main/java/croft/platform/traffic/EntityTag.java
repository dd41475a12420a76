package croft.platform.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An entity tag (RFC 9110 §8.8.3).
///
/// @param opaque without its quotes
public record EntityTag(String opaque, boolean weak) {
    public EntityTag {
        for (int i = 0; i < opaque.length(); i++) {
            if (!isTagCharacter(opaque.charAt(i))) {
                throw new IllegalArgumentException(
                        "\"" + opaque + "\" (expected: no quotes, spaces or control characters)");
            }
        }
    }

    /// The strong tag of a content.
    ///
    /// @param digest SHA-256 of the content
    public static EntityTag ofSha256(byte[] digest) {
        return new EntityTag(Sha256.text(digest), false);
    }

    /// The strong tag of a content in memory.
    public static EntityTag of(byte[] content) {
        return ofSha256(Sha256.digest().digest(content));
    }

    /// All tags of a list; empty if the text is no list of entity tags.
    static Optional<List<EntityTag>> list(String text) {
        List<EntityTag> tags = new ArrayList<>();
        int at = 0;
        boolean separated = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == ',') {
                separated = true; // RFC 9110 §5.6.1.2: empty elements count for nothing
                at++;
            } else {
                boolean weak = text.startsWith("W/\"", at);
                int open = weak ? at + 2 : at;
                int close = text.charAt(open) == '"' ? text.indexOf('"', open + 1) : -1;
                if (close < 0 || !separated) {
                    return Optional.empty();
                }
                String opaque = text.substring(open + 1, close);
                if (!opaque.chars().allMatch(EntityTag::isTagCharacter)) {
                    return Optional.empty();
                }
                tags.add(new EntityTag(opaque, weak));
                separated = false;
                at = close + 1;
            }
        }
        return Optional.of(List.copyOf(tags));
    }

    /// RFC 9110 §8.8.3.2.
    boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /// RFC 9110 §8.8.3.2.
    boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    private static boolean isTagCharacter(int c) {
        return c == 0x21 || (c >= 0x23 && c != 0x7f && c <= 0xff);
    }

    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
