package croft.chat.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// A server on loopback that publishes what a test says, and notes what it is asked.
final class FeedServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Map<String, List<String>>> asked = new ArrayList<>();
    private volatile Answer answer = new Answer(404, Map.of(), new byte[0]);

    private static final class Answer {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    FeedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/feed.xml");
    }

    void answers(int status, Map<String, String> headers, byte[] body) {
        answer = new Answer(status, headers, body);
    }

    void publishes(String feed) {
        answers(200, Map.of(), feed.getBytes(StandardCharsets.UTF_8));
    }

    /// The fields of the requests, oldest first.
    synchronized List<Map<String, List<String>>> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (this) {
                asked.add(Map.copyOf(exchange.getRequestHeaders()));
            }
            Answer now = answer;
            String etag = now.headers.get("ETag");
            boolean same =
                    etag != null
                            && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            now.headers.forEach(exchange.getResponseHeaders()::add);
            if (same) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.sendResponseHeaders(now.status, now.body.length == 0 ? -1 : now.body.length);
            exchange.getResponseBody().write(now.body);
        }
    }

    static byte[] gzip(byte[] octets) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(octets);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
