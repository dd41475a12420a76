package croft.edge;

import croft.edge.http2.FramePeer;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A visitor that speaks HTTP/2.
final class Http2Visitor implements Visitor {
    private static final int WINDOW = 1 << 30;

    private final FramePeer peer;
    private final String host;
    private int stream = -1;

    Http2Visitor(Socket socket, String host) throws IOException {
        this.peer = new FramePeer(socket, FramePeer.INITIAL_WINDOW, WINDOW).windowUpdate(0, WINDOW);
        this.host = host;
    }

    @Override
    public void send(String method, String path, String body, String... fields) throws IOException {
        stream += 2;
        String[] lower = fields.clone();
        for (int i = 0; i < lower.length; i += 2) {
            lower[i] = lower[i].toLowerCase(Locale.ROOT);
        }
        peer.headers(stream, body.isEmpty(), FramePeer.request(method, host, path, lower));
        if (!body.isEmpty()) {
            peer.data(stream, true, body);
        }
    }

    @Override
    public Reply receive() throws IOException {
        int status = 0;
        Map<String, List<String>> fields = new TreeMap<>();
        StringBuilder body = new StringBuilder();
        while (true) {
            FramePeer.Received frame;
            try {
                frame = peer.next();
            } catch (EOFException _) {
                return new Reply(status, fields, body.toString(), false);
            }
            if (frame.stream() != stream) {
                continue;
            }
            switch (frame.type()) {
                case FramePeer.HEADERS -> {
                    if (frame.fields().containsKey(":status")) {
                        status = Integer.parseInt(frame.status());
                        fields.clear();
                        frame.fields()
                                .forEach((name, values) ->
                                        fields.put(name, List.of(values.split("\\|", -1))));
                    }
                }
                case FramePeer.DATA -> body.append(frame.text());
                default -> {
                    return new Reply(status, fields, body.toString(), false);
                }
            }
            if (frame.ends()) {
                return new Reply(status, fields, body.toString(), true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
