package croft.edge.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A ClientHello, octet by octet. Also for clients that no library plays any more.
public final class Hello {
    private static final int[] SUITES = {0x1301, 0xc02b, 0xc02f};

    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private int[] suites = SUITES;

    Hello() {}

    /// One of TLS 1.3, that checks signatures with P-256, P-384 and RSA keys.
    public static Hello of(String serverName, String... protocols) {
        Hello hello = new Hello().versions(0x0304, 0x0303).signatures(0x0403, 0x0503, 0x0804);
        if (!serverName.isEmpty()) {
            hello.serverName(serverName);
        }
        return protocols.length == 0 ? hello : hello.protocols(protocols);
    }

    Hello suites(int... others) {
        suites = others;
        return this;
    }

    Hello serverName(String name) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        return extension(0, vector(2, joined(new byte[] {0}, vector(2, text))));
    }

    Hello protocols(String... names) {
        byte[] list = {};
        for (String name : names) {
            list = joined(list, vector(1, name.getBytes(StandardCharsets.US_ASCII)));
        }
        return extension(16, vector(2, list));
    }

    Hello signatures(int... schemes) {
        return extension(13, vector(2, numbers(schemes)));
    }

    Hello versions(int... versions) {
        return extension(43, vector(1, numbers(versions)));
    }

    Hello extension(int type, byte[] content) {
        extensions.writeBytes(joined(numbers(type), vector(2, content)));
        return this;
    }

    /// With the type of one more extension, and nothing of it.
    Hello half() {
        extensions.writeBytes(numbers(1));
        return this;
    }

    /// What stands behind the handshake's type and length.
    byte[] body() {
        return joined(
                numbers(0x0303),
                new byte[32],
                vector(1, new byte[32]),
                vector(2, numbers(suites)),
                vector(1, new byte[1]),
                extensions.size() == 0 ? new byte[0] : vector(2, extensions.toByteArray()));
    }

    ByteBuf buffer() {
        return Unpooled.wrappedBuffer(body());
    }

    /// As it goes over the wire, in one record.
    public byte[] record() {
        return joined(new byte[] {22, 3, 1}, vector(2, joined(new byte[] {1}, vector(3, body()))));
    }

    static byte[] vector(int lengthOctets, byte[] content) {
        byte[] length = new byte[lengthOctets];
        for (int i = 0; i < lengthOctets; i++) {
            length[i] = (byte) (content.length >> (8 * (lengthOctets - 1 - i)));
        }
        return joined(length, content);
    }

    static byte[] numbers(int... numbers) {
        byte[] octets = new byte[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            octets[2 * i] = (byte) (numbers[i] >> 8);
            octets[2 * i + 1] = (byte) numbers[i];
        }
        return octets;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
