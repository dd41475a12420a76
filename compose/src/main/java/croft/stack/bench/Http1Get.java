package croft.stack.bench;

import croft.stack.bench.TlsClient.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One GET over HTTP/1.1, read to the end of its answer; no more of the protocol than the bench's
/// origin needs.
record Http1Get(Socket socket) {
    private static final int MOST_HEAD = 16 << 10;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");

    /// The connection stays open.
    void first(Target target) throws IOException {
        exchange(target, "");
    }

    /// The server may close the connection behind the answer.
    void last(Target target) throws IOException {
        exchange(target, "Connection: close\r\n");
    }

    private void exchange(Target target, String field) throws IOException {
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                        .formatted(target.path(), target.authority(), field);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[MOST_HEAD];
        int have = 0;
        while (true) {
            int read = in.read(buffer, have, buffer.length - have);
            if (read <= 0) {
                throw new EOFException(have + " octets (expected: a whole answer)");
            }
            have += read;
            String text = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                in.skipNBytes(missing(text.substring(0, end + 2), have - end - 4));
                return;
            }
        }
    }

    private static int missing(String head, int have) throws IOException {
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (!head.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException(
                    "\""
                            + head.lines().findFirst().orElse("")
                            + "\" (expected: 200 with a length)");
        }
        return Integer.parseInt(length.group(1)) - have;
    }
}
