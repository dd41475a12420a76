package croft.edge.vault;

import croft.platform.declaration.HostName;
import java.net.InetAddress;

/// The name under which an authority that wants an address proved asks for it in its ClientHello:
/// that of the reverse mapping (RFC 8738 §6; RFC 1035 §3.5, RFC 3596 §2.5).
final class ReverseName {
    private static final int IPV4_OCTETS = 4;

    private ReverseName() {}

    static HostName of(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (octets.length == IPV4_OCTETS) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet & 0xf, 16))
                        .append('.')
                        .append(Character.forDigit(octet >> 4, 16))
                        .append('.');
            }
        }
        return new HostName(
                name.append(octets.length == IPV4_OCTETS ? "in-addr" : "ip6")
                        .append(".arpa")
                        .toString());
    }
}
