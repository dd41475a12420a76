package croft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import croft.edge.ScriptedOrigin.Asked;
import croft.edge.upstream.RawBackend;
import croft.platform.declaration.Origin;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A backend that treats requests as a Mattermost server does: a WebSocket only for pages of its
/// own host, an API for those who are logged in, uploads, and static files named by their content.
/// What it says on a WebSocket are messages of [#MESSAGE] octets, sent back as they come.
final class StandInMattermost implements AutoCloseable {
    static final int MESSAGE = 8;
    static final String SCRIPT = "/static/main.1a2b3c4d.js";

    private static final String KEPT_LONG = "Cache-Control: max-age=31556926, public\r\n";
    private static final String CHECKED = "Cache-Control: no-cache, max-age=31556926, public\r\n";
    private static final int PIECE = 64 * 1024;

    /// Octets of files that have come.
    final AtomicLong uploaded = new AtomicLong();

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final RawBackend backend;

    StandInMattermost() throws IOException {
        backend =
                new RawBackend((connection, _) -> {
                    for (String head = connection.readHead();
                            !head.isEmpty();
                            head = connection.readHead()) {
                        Asked request = Asked.of(head);
                        asked.add(request);
                        if (!answer(request, connection)) {
                            return;
                        }
                    }
                });
    }

    Origin origin() {
        return backend.origin();
    }

    /// How many requests came for a path.
    int count(String path) {
        return (int) asked.stream().filter(request -> request.path().equals(path)).count();
    }

    Asked last() {
        return asked.getLast();
    }

    /// @return whether the connection goes on
    private boolean answer(Asked request, RawBackend.Connection connection) throws IOException {
        String path = request.path();
        if (path.equals("/api/v4/websocket")) {
            return talk(request, connection);
        } else if (path.equals("/api/v4/files")) {
            take(Long.parseLong(request.field("content-length", "0")), connection);
            send(connection, "201 Created", "", "{}");
        } else if (path.startsWith("/api/")) {
            boolean known =
                    request.field("cookie", "").contains("MMAUTHTOKEN=")
                            || request.field("authorization", "").startsWith("Bearer ");
            // a plugin that says `public` of what it should not
            send(connection, known ? "200 OK" : "401 Unauthorized", KEPT_LONG, "{\"me\":1}");
        } else if (path.startsWith("/static/")) {
            send(connection, "200 OK", KEPT_LONG, "script");
        } else {
            send(connection, "200 OK", CHECKED + "ETag: \"root\"\r\n", "<html>");
        }
        return true;
    }

    /// Compares `Origin` with `Host`, as its upgrader does.
    private static boolean talk(Asked request, RawBackend.Connection connection)
            throws IOException {
        if (!request.field("origin", "").equals("https://" + request.field("host", "none"))) {
            send(connection, "403 Forbidden", "", "");
            return true;
        }
        connection.send(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection:"
                        + " Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(request.field("sec-websocket-key", ""))
                        + "\r\n\r\n");
        for (String message = connection.read(MESSAGE);
                message.length() == MESSAGE;
                message = connection.read(MESSAGE)) {
            connection.send(message);
        }
        return false;
    }

    private void take(long length, RawBackend.Connection connection) throws IOException {
        for (long rest = length; rest > 0; ) {
            int read = connection.read((int) Math.min(rest, PIECE)).length();
            if (read == 0) {
                throw new IOException("cut off");
            }
            rest -= read;
            uploaded.addAndGet(read);
        }
    }

    private static void send(
            RawBackend.Connection connection, String status, String fields, String body)
            throws IOException {
        connection.send(
                "HTTP/1.1 "
                        + status
                        + "\r\n"
                        + fields
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    /// RFC 6455 §4.2.2.
    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(
                                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                            .getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }
}
