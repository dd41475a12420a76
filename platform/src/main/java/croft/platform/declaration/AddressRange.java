package croft.platform.declaration;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of IP addresses: `10.0.0.0/8`, or one address alone (RFC 4632 §3.1, RFC 4291 §2.3).
///
/// @param first the lowest address of the range: no bit behind the prefix is set
/// @param prefix how many leading bits all its addresses share: at most 32 or 128
public record AddressRange(InetAddress first, int prefix) {
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?=[0-9])|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final Pattern RANGE = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");

    private static final String EXPECTED =
            " (expected: an address or a range, such as 127.0.0.1 or 10.0.0.0/8)";

    public AddressRange {
        int bits = first.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "/" + prefix + " of " + first.getHostAddress() + " (expected: 0-" + bits + ")");
        }
        InetAddress lowest = lowest(first, prefix);
        if (!first.equals(lowest)) {
            throw new IllegalArgumentException(
                    first.getHostAddress()
                            + "/"
                            + prefix
                            + " begins in the middle of its range (expected: "
                            + lowest.getHostAddress()
                            + "/"
                            + prefix
                            + ")");
        }
    }

    /// Reads an address or a range.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static AddressRange parse(String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not a range of addresses" + EXPECTED);
        }
        InetAddress address = address(parts.group(1), text);
        String prefix = parts.group(2);
        return new AddressRange(
                address,
                prefix == null ? address.getAddress().length * 8 : Integer.parseInt(prefix));
    }

    /// Reads one address.
    ///
    /// @throws IllegalArgumentException if it is a range, or neither
    static AddressRange single(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is a range (expected: one address)");
        }
        return parse(text);
    }

    /// Whether an address lies in the range. IPv4 addresses that came as IPv6 ones
    /// (`::ffff:192.0.2.1`) are IPv4 addresses to Java, and so here.
    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && lowest(address, prefix).equals(first);
    }

    private static InetAddress address(String text, String all) {
        try {
            if (IPV4.matcher(text).matches()) {
                return Inet4Address.ofLiteral(text);
            }
            if (text.contains(":") && IPV6.matcher(text).matches()) {
                return Inet6Address.ofLiteral(text);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new IllegalArgumentException(Shown.quoted(all) + " is not an address" + EXPECTED);
    }

    private static InetAddress lowest(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.clamp(prefix - 8L * i, 0, 8);
            octets[i] &= (byte) (0xff << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the right length", e);
        }
    }

    @Override
    public String toString() {
        return prefix == first.getAddress().length * 8
                ? first.getHostAddress()
                : first.getHostAddress() + "/" + prefix;
    }
}
