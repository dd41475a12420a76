package croft.chat.mattermost.paper;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parts of a form as they arrive (RFC 7578), one after the other.
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");

    private final BufferedInputStream in;
    private final byte[] boundary;
    private boolean begun;

    Multipart(InputStream body, String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.find()) {
            throw Denied.parameter("boundary");
        }
        in = new BufferedInputStream(body, 64 * 1024);
        boundary = ("\r\n--" + matcher.group(1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The next part, whose content was read or is to be left out; null after the last.
    @Nullable Part next() throws IOException {
        if (!begun) {
            begun = true;
            in.readNBytes(boundary.length - 2);
        }
        if (line().startsWith("--")) {
            return null;
        }
        String name = "";
        String file = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "content-disposition:", 0, 20)) {
                name = first(NAME, line);
                file = first(FILE, line);
            }
        }
        return new Part(name, file, new Content());
    }

    private static String first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("a form that does not end");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /// One part.
    ///
    /// @param file its file's name; empty where it is none
    record Part(String name, String file, InputStream content) {}

    /// Up to the next boundary.
    private final class Content extends InputStream {
        private boolean ended;

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = 0;
            for (int octet = 0; read < length && octet >= 0; ) {
                octet = read();
                if (octet >= 0) {
                    into[offset + read++] = (byte) octet;
                }
            }
            return read == 0 && length > 0 ? -1 : read;
        }

        @Override
        public int read() throws IOException {
            if (ended) {
                return -1;
            }
            in.mark(boundary.length);
            byte[] ahead = in.readNBytes(boundary.length);
            if (Arrays.equals(ahead, boundary)) {
                ended = true;
                return -1;
            }
            in.reset();
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("a part that does not end");
            }
            return octet;
        }
    }
}
