package croft.platform.traffic;

import croft.house.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A handler served on a port of its own, to be asked by `host.test`.
final class Served implements AutoCloseable {
    /// Answers with what was asked for, and drops every body.
    static final Handler ECHO =
            request ->
                    new Reception.Answered(() -> text(request.method() + " " + request.target()));

    private final TrafficServer server;

    Served(Handler handler) throws IOException {
        this(handler, Limits.DEFAULT);
    }

    Served(Handler handler, Limits limits) throws IOException {
        try {
            server =
                    TrafficServer.start(
                            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                            limits,
                            handler,
                            InstantSource.system());
        } catch (TrafficServer.CannotListen e) {
            throw new IOException(e);
        }
    }

    static Answer text(String text) {
        return Answer.of(
                Status.OK, List.of(new Field("Content-Type", "text/plain")), Octets.of(text));
    }

    /// The usual limits, but for these.
    static Limits limits(int connections, Duration idle, Duration progress) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                connections,
                usual.requestLine(),
                usual.head(),
                usual.fields(),
                usual.body(),
                idle,
                progress,
                usual.drain(),
                usual.heartbeat());
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    Wire connect() throws IOException {
        return new Wire(address());
    }

    /// @param fields lines, without their ends
    static String request(String method, String target, String... fields) {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: host.test\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
