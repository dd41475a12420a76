package croft.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Locale;

/// The host name that a ClientHello asks for (RFC 8446 §4.1.2, RFC 6066 §3), read plainly: from
/// whole records that all are there.
final class AskedName {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;

    private AskedName() {}

    /// The name in lower case; empty where none is asked for, or what is there is no ClientHello.
    static String in(byte[] octets) {
        try {
            ByteBuffer hello = ByteBuffer.wrap(handshake(octets));
            if (hello.get() != CLIENT_HELLO) {
                return "";
            }
            ByteBuffer body =
                    part(hello, ((hello.get() & 0xFF) << 16) | (hello.getShort() & 0xFFFF));
            body.position(body.position() + 34);
            part(body, body.get() & 0xFF);
            part(body, body.getShort() & 0xFFFF);
            part(body, body.get() & 0xFF);
            ByteBuffer extensions = part(body, body.getShort() & 0xFFFF);
            while (extensions.hasRemaining()) {
                int type = extensions.getShort() & 0xFFFF;
                ByteBuffer extension = part(extensions, extensions.getShort() & 0xFFFF);
                if (type == SERVER_NAME) {
                    ByteBuffer names = part(extension, extension.getShort() & 0xFFFF);
                    if (names.get() != HOST_NAME) {
                        return "";
                    }
                    ByteBuffer name = part(names, names.getShort() & 0xFFFF);
                    byte[] text = new byte[name.remaining()];
                    name.get(text);
                    return new String(text, ISO_8859_1).toLowerCase(Locale.ROOT);
                }
            }
            return "";
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return "";
        }
    }

    /// What the handshake records in front hold together.
    private static byte[] handshake(byte[] octets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer records = ByteBuffer.wrap(octets);
        while (records.remaining() >= 5 && records.get(records.position()) == HANDSHAKE) {
            records.position(records.position() + 3);
            int length = records.getShort() & 0xFFFF;
            if (length > records.remaining()) {
                break;
            }
            byte[] record = new byte[length];
            records.get(record);
            all.writeBytes(record);
        }
        return all.toByteArray();
    }

    /// The next octets, taken off the front.
    private static ByteBuffer part(ByteBuffer from, int length) {
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
