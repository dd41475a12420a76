package croft.edge;

import croft.edge.upstream.RawBackend;
import croft.platform.declaration.Origin;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A backend that writes down every request as method, target and body, finds fault with any head
/// that another backend could read differently, and answers by the request's own first line.
final class StrictBackend implements AutoCloseable {
    private static final Pattern START = Pattern.compile("[!-~]+ (/[!-~]*|\\*) HTTP/1\\.1");
    private static final Pattern FIELD =
            Pattern.compile("[!#$%&'*+.^`|~0-9a-z-]+: [\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern HOST = Pattern.compile("(one|two|site)\\.test(:\\d+)?");
    private static final List<String> NOT_PASSED_ON =
            List.of(
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "expect",
                    "http2-settings",
                    "content_length",
                    "transfer_encoding");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final RawBackend backend;

    StrictBackend() throws IOException {
        backend =
                new RawBackend((connection, _) -> {
                    for (String head = connection.readHead();
                            !head.isEmpty();
                            head = connection.readHead()) {
                        answer(head, connection);
                    }
                });
    }

    private void answer(String head, RawBackend.Connection connection) throws IOException {
        inspect(head);
        ScriptedOrigin.Asked asked = ScriptedOrigin.Asked.of(head);
        String body =
                asked.field("transfer-encoding", "").isEmpty()
                        ? connection.read(Integer.parseInt(asked.field("content-length", "0")))
                        : chunked(connection);
        String line = asked.method() + " " + asked.path();
        seen.add((line + " " + body.replace("\r", "\\r").replace("\n", "\\n")).strip());
        connection.send(
                ScriptedOrigin.response(
                        "200 OK",
                        asked.method().equals("HEAD") ? "" : line,
                        line.length(),
                        "Cache-Control: no-store"));
    }

    private static String chunked(RawBackend.Connection connection) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(connection), 16);
            if (size == 0) {
                String trailer = line(connection);
                while (!trailer.isEmpty()) {
                    body.append(" + ").append(trailer);
                    trailer = line(connection);
                }
                return body.toString();
            }
            body.append(connection.read(size));
            line(connection);
        }
    }

    private static String line(RawBackend.Connection connection) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            String octet = connection.read(1);
            if (octet.isEmpty()) {
                throw new IOException("the request breaks off");
            }
            line.append(octet);
        }
        return line.substring(0, line.length() - 2);
    }

    private void inspect(String head) {
        String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
        if (!START.matcher(lines[0]).matches()) {
            faults.add(lines[0]);
        }
        int hosts = 0;
        int framings = 0;
        int ids = 0;
        for (int i = 1; i < lines.length; i++) {
            String name = lines[i].substring(0, Math.max(0, lines[i].indexOf(':')));
            String value = lines[i].substring(Math.min(lines[i].length(), name.length() + 2));
            hosts += name.equals("host") && HOST.matcher(value).matches() ? 1 : 0;
            framings += name.equals("content-length") || name.equals("transfer-encoding") ? 1 : 0;
            // written by the edge, so nobody has come past it
            ids += name.equals("x-request-id") ? 1 : 0;
            boolean sound =
                    FIELD.matcher(lines[i]).matches()
                            && !NOT_PASSED_ON.contains(name)
                            && (!name.equals("transfer-encoding") || value.equals("chunked"))
                            && (!name.equals("connection") || value.equals("upgrade"))
                            && (!name.equals("upgrade") || value.equals("websocket"));
            if (!sound) {
                faults.add(lines[i]);
            }
        }
        if (hosts != 1 || framings > 1 || ids != 1) {
            faults.add(head);
        }
    }

    Origin origin() {
        return backend.origin();
    }

    /// Requests so far.
    List<String> seen() {
        return List.copyOf(seen);
    }

    /// Lines that should not have come.
    List<String> faults() {
        return List.copyOf(faults);
    }

    void forget() {
        seen.clear();
        faults.clear();
    }

    @Override
    public void close() throws IOException {
        backend.close();
    }
}
