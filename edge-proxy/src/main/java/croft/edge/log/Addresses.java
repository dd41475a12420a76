package croft.edge.log;

import croft.platform.declaration.AccessLogPolicy;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Writes visitors' addresses as far as they may be written.
record Addresses(AccessLogPolicy.Addresses shown) {
    private static final int NETWORK_4 = 3;
    private static final int NETWORK_6 = 6;

    /// The text, empty if there is to be none.
    String text(InetAddress address) {
        return switch (shown) {
            case FULL -> NetUtil.toAddressString(address);
            case SHORTENED -> NetUtil.toAddressString(network(address));
            case NONE -> "";
        };
    }

    /// What is left of an address without the bits that tell one household from the next.
    private static InetAddress network(InetAddress address) {
        byte[] octets = address.getAddress();
        int kept = address instanceof Inet4Address ? NETWORK_4 : NETWORK_6;
        Arrays.fill(octets, kept, octets.length, (byte) 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }
}
