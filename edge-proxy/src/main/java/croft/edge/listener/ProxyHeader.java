package croft.edge.listener;

import croft.edge.http.AddressText;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the first octets of a proxy's connection say of the client: a header of the PROXY protocol,
/// version 1 (a line of text) or 2 (binary), as HAProxy's `proxy-protocol.txt` describes them.
///
/// Strict: only TCP, only what the description allows, and no longer than [#LONGEST] octets. What
/// version 2 may say beyond the addresses (TLVs) is skipped unread.
sealed interface ProxyHeader {
    /// Far more than addresses and the usual TLVs; some carry a client's certificate.
    int LONGEST = 4_096;

    /// More is to come.
    record Incomplete() implements ProxyHeader {}

    /// A client has called the proxy.
    record Client(InetAddress address) implements ProxyHeader {}

    /// The proxy itself calls, to see whether somebody is there; or it does not know its client.
    record Itself() implements ProxyHeader {}

    /// No header, or a wrong one.
    record Malformed(String reason) implements ProxyHeader {}

    /// Reads one header, and consumes it if it is whole.
    static ProxyHeader read(ByteBuf data) {
        if (!data.isReadable()) {
            return new Incomplete();
        }
        return data.getByte(data.readerIndex()) == Version2.SIGNATURE[0]
                ? Version2.read(data)
                : Version1.read(data);
    }

    private static boolean begins(ByteBuf data, byte[] signature) {
        for (int i = 0; i < Math.min(signature.length, data.readableBytes()); i++) {
            if (data.getByte(data.readerIndex() + i) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /// A line: `PROXY TCP4 192.0.2.1 192.0.2.2 56324 443`.
    final class Version1 {
        private static final byte[] SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);

        /// With the line break (§2.1).
        private static final int LONGEST_LINE = 107;

        private static final String UNKNOWN = "PROXY UNKNOWN";
        private static final int WORDS = 6;

        private Version1() {}

        private static ProxyHeader read(ByteBuf data) {
            if (!begins(data, SIGNATURE)) {
                return new Malformed("no PROXY header");
            }
            int seen = Math.min(data.readableBytes(), LONGEST_LINE);
            int end = data.indexOf(data.readerIndex(), data.readerIndex() + seen, (byte) '\n');
            if (end < 0) {
                return seen < LONGEST_LINE ? new Incomplete() : new Malformed("line too long");
            }
            int length = end - data.readerIndex() - 1;
            if (length < 0 || data.getByte(end - 1) != '\r') {
                return new Malformed("line without carriage return");
            }
            String line = data.toString(data.readerIndex(), length, StandardCharsets.ISO_8859_1);
            data.readerIndex(end + 1);
            if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + " ")) {
                return new Itself();
            }
            return client(line.split(" ", -1));
        }

        private static ProxyHeader client(String[] words) {
            if (words.length != WORDS) {
                return new Malformed("not six words");
            }
            boolean ipv4 = words[1].equals("TCP4");
            if (!ipv4 && !words[1].equals("TCP6")) {
                return new Malformed("neither TCP4 nor TCP6");
            }
            InetAddress source = address(words[2], ipv4);
            InetAddress destination = address(words[3], ipv4);
            if (source == null || destination == null) {
                return new Malformed("not an address");
            }
            return isPort(words[4]) && isPort(words[5])
                    ? new Client(source)
                    : new Malformed("not a port");
        }

        private static @Nullable InetAddress address(String text, boolean ipv4) {
            return ipv4 == text.indexOf(':') < 0 ? AddressText.parse(text) : null;
        }

        private static boolean isPort(String text) {
            return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 0xffff;
        }
    }

    /// Binary (§2.2).
    final class Version2 {
        private static final byte[] SIGNATURE = {
            0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
        };

        private static final int HEAD = SIGNATURE.length + 4;
        private static final int LOCAL = 0x20;
        private static final int PROXY = 0x21;
        private static final int UNSPECIFIED = 0x00;
        private static final int TCP_OVER_IPV4 = 0x11;
        private static final int TCP_OVER_IPV6 = 0x21;
        private static final int STREAM_OVER_UNIX = 0x31;
        private static final int PORTS = 4;
        private static final int UNIX_ADDRESSES = 216;

        private Version2() {}

        private static ProxyHeader read(ByteBuf data) {
            if (!begins(data, SIGNATURE)) {
                return new Malformed("no PROXY header");
            }
            int start = data.readerIndex();
            int seen = data.readableBytes();
            if (seen > SIGNATURE.length) {
                int command = data.getUnsignedByte(start + SIGNATURE.length);
                if (command != LOCAL && command != PROXY) {
                    return new Malformed("neither LOCAL nor PROXY of version 2");
                }
            }
            if (seen < HEAD) {
                return new Incomplete();
            }
            int length = data.getUnsignedShort(start + HEAD - 2);
            if (HEAD + length > LONGEST) {
                return new Malformed("header too long");
            }
            if (seen < HEAD + length) {
                return new Incomplete();
            }
            ByteBuf header = data.readSlice(HEAD + length).skipBytes(SIGNATURE.length);
            int command = header.readUnsignedByte();
            int family = header.readUnsignedByte();
            header.skipBytes(2);
            return command == LOCAL ? new Itself() : proxied(family, header);
        }

        private static ProxyHeader proxied(int family, ByteBuf addresses) {
            return switch (family) {
                case UNSPECIFIED -> new Itself();
                case TCP_OVER_IPV4 -> client(4, addresses);
                case TCP_OVER_IPV6 -> client(16, addresses);
                case STREAM_OVER_UNIX ->
                        addresses.readableBytes() < UNIX_ADDRESSES
                                ? new Malformed("shorter than its addresses")
                                : new Itself();
                default -> new Malformed("neither TCP nor a local stream");
            };
        }

        private static ProxyHeader client(int size, ByteBuf addresses) {
            if (addresses.readableBytes() < 2 * size + PORTS) {
                return new Malformed("shorter than its addresses");
            }
            byte[] source = new byte[size];
            addresses.readBytes(source);
            return new Client(address(source));
        }
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the right length", e);
        }
    }
}
