package croft.edge.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The grammar that HTTP/1.1 and HTTP/2 share: tokens, field values, authorities, targets. Pure,
/// and stricter than the letter where leniency has been a way to smuggle requests.
public final class FieldSyntax {
    private static final int LARGEST_PORT = 65_535;

    /// A host name has at most 253 characters; a few more are let through to be refused by routing,
    /// which can say more about it.
    private static final int LONGEST_AUTHORITY = 320;

    /// Visitors of a connection, and of a site, all name the same.
    private static final Recent<Optional<Authority>> AUTHORITIES =
            new Recent<>(text -> Optional.ofNullable(parsed(text)));

    /// For each octet, which of the classes below it belongs to.
    private static final byte[] CLASSES = new byte[128];

    /// A one in each of eight octets.
    private static final long EACH = 0x0101010101010101L;

    private static final long EACH_HIGHEST = 0x8080808080808080L;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int TOKEN = 1;
    private static final int REG_NAME = 2;
    private static final int HEX = 4;
    private static final int DIGIT = 8;

    static {
        mark("0123456789", TOKEN | REG_NAME | HEX | DIGIT);
        mark("abcdefABCDEF", TOKEN | REG_NAME | HEX);
        mark("ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ", TOKEN | REG_NAME);
        mark("!#$%&'*+-.^_`|~", TOKEN);
        mark("-._~!$&'()*+,;=", REG_NAME);
    }

    private FieldSyntax() {}

    /// Whether `text` is a method (RFC 9110 §9.1): known at a glance, or a token.
    public static boolean isMethod(String text) {
        return switch (text) {
            case "GET", "HEAD", "POST" -> true;
            default -> isToken(text);
        };
    }

    /// Whether `text` is a token (RFC 9110 §5.6.2): a method, or a field's name.
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i), TOKEN)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// Whether `text` is a field value (RFC 9110 §5.5), white space around it already removed: no
    /// control but the tab, one octet per character. May be empty.
    public static boolean isFieldValue(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return length == 0 || !(isSpace(text.charAt(0)) || isSpace(text.charAt(length - 1)));
    }

    /// The same of octets, looked at eight at a time.
    ///
    /// @param to behind the last
    static boolean isFieldValue(byte[] octets, int from, int to) {
        int next = from;
        for (; next + Long.BYTES <= to; next += Long.BYTES) {
            if (mayHoldControl((long) WORDS.get(octets, next))
                    && !isPrintable(octets, next, next + Long.BYTES)) {
                return false;
            }
        }
        return isPrintable(octets, next, to)
                && (from == to || !(isSpace(octets[from]) || isSpace(octets[to - 1])));
    }

    /// Whether one of eight octets is below the space, or is DEL.
    private static boolean mayHoldControl(long word) {
        long below = (word - EACH * ' ') & ~word;
        long other = word ^ (EACH * 0x7F);
        return ((below | ((other - EACH) & ~other)) & EACH_HIGHEST) != 0;
    }

    private static boolean isPrintable(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = octets[i];
            if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t';
    }

    /// Reads `host[:port]` (RFC 3986 §3.2.2, §3.2.3) as `Host` and `:authority` carry it: lower
    /// case, without one trailing dot. Null where it is anything else: empty, with user info, with
    /// a port that is not 1 to 65535, with more dots, with anything behind it. An empty port counts
    /// as none.
    public static @Nullable Authority authority(String text) {
        return AUTHORITIES.of(text).orElse(null);
    }

    private static @Nullable Authority parsed(String text) {
        if (text.isEmpty() || text.length() > LONGEST_AUTHORITY) {
            return null;
        }
        int end = text.charAt(0) == '[' ? text.indexOf(']') + 1 : endOfName(text);
        if (end == 0) {
            return null;
        }
        int port = -1;
        if (end < text.length()) {
            if (text.charAt(end) != ':') {
                return null;
            }
            port = port(text, end + 1);
            if (port == 0) {
                return null;
            }
        }
        String host = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (host.charAt(0) == '[') {
            return isIpv6(host.substring(1, end - 1)) ? new Authority(host, port) : null;
        }
        if (host.endsWith(".")) {
            host = host.substring(0, end - 1);
        }
        if (host.isEmpty() || host.startsWith(".") || host.endsWith(".") || host.contains("..")) {
            return null;
        }
        return new Authority(host, port);
    }

    /// Whether `text` is a target in origin-form (RFC 9112 §3.2.1): begins with `/`, visible ASCII
    /// only, no fragment.
    public static boolean isOriginForm(String text) {
        if (text.isEmpty() || text.charAt(0) != '/') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '#') {
                return false;
            }
        }
        return true;
    }

    /// Where a registered name ends, or 0 where something in it may not be there.
    private static int endOfName(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != ':') {
            if (text.charAt(i) == '%') {
                if (i + 2 >= text.length()
                        || !is(text.charAt(i + 1), HEX)
                        || !is(text.charAt(i + 2), HEX)) {
                    return 0;
                }
                i += 3;
            } else if (is(text.charAt(i), REG_NAME)) {
                i++;
            } else {
                return 0;
            }
        }
        return i;
    }

    /// The port from `start` to the end: -1 where it is empty, 0 where it is none.
    private static int port(String text, int start) {
        if (start == text.length()) {
            return -1;
        }
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!is(c, DIGIT)) {
                return 0;
            }
            port = port * 10 + (c - '0');
            if (port > LARGEST_PORT) {
                return 0;
            }
        }
        return port;
    }

    /// Whether `text` is an IPv6 address without brackets and zone (RFC 4291 §2.2).
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        int before = head.isEmpty() ? 0 : groups(head, false);
        int after = tail.isEmpty() ? 0 : groups(tail, true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /// How many groups of 16 bits `text` holds, the last two perhaps as an IPv4 address; -1 where
    /// it is no such list.
    private static int groups(String text, boolean last) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (last && i == parts.length - 1 && part.indexOf('.') >= 0) {
                if (!isIpv4(part)) {
                    return -1;
                }
                count += 2;
            } else {
                if (part.isEmpty() || part.length() > 4 || !isAll(part, HEX)) {
                    return -1;
                }
                count++;
            }
        }
        return count;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !isAll(part, DIGIT)
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAll(String text, int kind) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i), kind)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean is(char c, int kind) {
        return c < 128 && (CLASSES[c] & kind) != 0;
    }

    private static void mark(String characters, int classes) {
        for (int i = 0; i < characters.length(); i++) {
            CLASSES[characters.charAt(i)] |= (byte) classes;
        }
    }
}
