package croft.certs.dns;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A provider's interface over real HTTP, and all that can go wrong with it.
final class StubApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Site site;
    private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    StubApi(Site site) {
        this.site = site;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What befalls every request from now on, or nothing.
    void befall(@Nullable Fault what) {
        fault.set(what);
    }

    List<Call> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = call(exchange);
            calls.add(call);
            Fault now = fault.get();
            switch (now) {
                case null -> send(exchange, site.answer(call));
                case Fault.Answer(Reply reply) -> send(exchange, reply);
                case Fault.Cut _ -> {}
                case Fault.LostAnswer(String method) -> {
                    Reply reply = site.answer(call);
                    if (call.method().equals(method)) {
                        fault.compareAndSet(now, null);
                    } else {
                        send(exchange, reply);
                    }
                }
                case Fault.Silence _ -> end.await();
                case Fault.Trickle _ -> trickle(exchange);
                case Fault.Flood _ -> flood(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call call(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /// Octets that come so slowly that the answer never ends.
    private void trickle(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        do {
            body.write(' ');
            body.flush();
        } while (!end.await(20, TimeUnit.MILLISECONDS));
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] chunk = "[\"more and more\"],\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 2000; i++) {
                body.write(chunk);
            }
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.close();
    }

    /// What the interface does.
    interface Site {
        Reply answer(Call call) throws IOException, InterruptedException;
    }

    /// A request.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Call(
            String method, String path, Map<String, String> query, Headers headers, byte[] body) {
        Json json() {
            try {
                return Json.read(body);
            } catch (IOException e) {
                throw new AssertionError(
                        "not JSON: " + new String(body, StandardCharsets.UTF_8), e);
            }
        }

        String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }

        /// `GET /zones`.
        String line() {
            return method + " " + path;
        }
    }

    /// An answer.
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply of(int status, Object json) {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json"),
                    new String(Json.write(json), StandardCharsets.UTF_8));
        }

        static Reply empty(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    /// What goes wrong.
    sealed interface Fault {
        /// This answer to everything.
        record Answer(Reply reply) implements Fault {}

        /// The connection ends before there is an answer, and nothing was done.
        record Cut() implements Fault {}

        /// The first request of this method is done, and then the connection ends.
        record LostAnswer(String method) implements Fault {}

        /// No answer, for ever.
        record Silence() implements Fault {}

        /// An answer that never ends, octet by octet.
        record Trickle() implements Fault {}

        /// An answer far too large.
        record Flood() implements Fault {}
    }
}
