package croft.edge.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// IP addresses as peers write them: dotted decimal (RFC 6943 §3.1.1, the strict form) or IPv6 (RFC
/// 4291 §2.2), without brackets, zone or port.
public final class AddressText {
    /// `::ffff:255.255.255.255` in its longest spelling.
    private static final int LONGEST = 45;

    private AddressText() {}

    /// The address; null if the text is none.
    public static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST || !isSpelt(text)) {
            return null;
        }
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return octets == null ? null : InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /// Whether it holds only what addresses are made of, and no `010`, which is eight to some and
    /// ten to others.
    private static boolean isSpelt(String text) {
        boolean ipv6 = text.indexOf(':') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!digit && c != '.' && !(ipv6 && (letter || c == ':'))) {
                return false;
            }
            boolean begins = i == 0 || text.charAt(i - 1) == '.';
            if (c == '0' && begins && i + 1 < text.length() && !ipv6) {
                char next = text.charAt(i + 1);
                if (next != '.') {
                    return false;
                }
            }
        }
        return true;
    }
}
