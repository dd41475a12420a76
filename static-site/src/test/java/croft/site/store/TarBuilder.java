package croft.site.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes tar archives octet by octet, wrong ones too.
final class TarBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarBuilder file(String name, String content) {
        return entry(name, '0', "", content.getBytes(StandardCharsets.UTF_8));
    }

    TarBuilder link(String name, char type, String target) {
        return entry(name, type, target, new byte[0]);
    }

    /// One PAX record, for the next entry.
    TarBuilder pax(String key, String value) {
        return pax('x', key, value);
    }

    TarBuilder pax(char type, String key, String value) {
        byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length + 1;
        while (Integer.toString(length).length() + rest.length != length) {
            length++;
        }
        byte[] front = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] record = Arrays.copyOf(front, length);
        System.arraycopy(rest, 0, record, front.length, rest.length);
        return entry("pax", type, "", record);
    }

    TarBuilder entry(String name, char type, String target, byte[] content) {
        return entry(name.getBytes(StandardCharsets.UTF_8), type, target, content.length, content);
    }

    /// @param size what the header says
    TarBuilder entry(byte[] name, char type, String target, long size, byte[] content) {
        byte[] header = new byte[512];
        System.arraycopy(name, 0, header, 0, Math.min(100, name.length));
        put(header, 100, "0000644");
        if (size < 1L << 33) {
            put(header, 124, String.format("%011o", size));
        } else {
            header[124] = (byte) 0x80;
            ByteBuffer.wrap(header).putLong(128, size);
        }
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar");
        put(header, 263, "00");
        sum(header);
        return raw(header).raw(content).raw(new byte[-content.length & 511]);
    }

    TarBuilder raw(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    byte[] end() {
        return raw(new byte[1024]).octets();
    }

    byte[] octets() {
        return out.toByteArray();
    }

    static void sum(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(octets, 0, header, at, octets.length);
    }
}
