package croft.stack.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a root may sign for, read from its name constraints (RFC 5280 §4.2.1.10), whose DER the JDK
/// hands out unread.
final class PermittedNames {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final int PERMITTED = 0xa0;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private PermittedNames() {}

    /// Host names with all below them, and networks; empty if the root is not constrained.
    static List<String> of(X509Certificate root) {
        byte[] extension = root.getExtensionValue(NAME_CONSTRAINTS);
        List<String> names = new ArrayList<>();
        if (extension == null) {
            return names;
        }
        try {
            ByteBuffer constraints = inside(inside(ByteBuffer.wrap(extension)));
            while (constraints.hasRemaining()) {
                int tag = constraints.get(constraints.position()) & 0xff;
                ByteBuffer subtrees = inside(constraints);
                while (tag == PERMITTED && subtrees.hasRemaining()) {
                    add(inside(subtrees), names);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | UnknownHostException e) {
            names.add("what cannot be read");
        }
        return names;
    }

    private static void add(ByteBuffer subtree, List<String> names) throws UnknownHostException {
        int tag = subtree.get(subtree.position()) & 0xff;
        ByteBuffer base = inside(subtree);
        byte[] octets = new byte[base.remaining()];
        base.get(octets);
        if (tag == DNS_NAME) {
            names.add(new String(octets, StandardCharsets.US_ASCII).replaceAll("\\p{Cntrl}", "?"));
        } else if (tag == IP_ADDRESS) {
            int half = octets.length / 2;
            int bits = 0;
            for (int i = half; i < octets.length; i++) {
                bits += Integer.bitCount(octets[i] & 0xff);
            }
            InetAddress network = InetAddress.getByAddress(Arrays.copyOf(octets, half));
            names.add(
                    network.getHostAddress().replaceFirst("^(0:)+(?=[0-9a-f]+$)", "::")
                            + "/"
                            + bits);
        }
    }

    /// The contents of the next element, which is taken out of what surrounds it.
    private static ByteBuffer inside(ByteBuffer from) {
        from.get(); // the tag
        int length = from.get() & 0xff;
        if (length > 0x80) {
            int octets = length - 0x80;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | (from.get() & 0xff);
            }
        }
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer inside = from.slice(from.position(), length);
        from.position(from.position() + length);
        return inside;
    }
}
