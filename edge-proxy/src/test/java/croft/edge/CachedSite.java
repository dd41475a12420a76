package croft.edge;

import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.CachePolicy;
import java.io.IOException;
import java.time.Duration;

/// A site behind an edge with a cache, a scripted backend, and a clock that the test moves.
final class CachedSite implements AutoCloseable {
    static final String HOST = "site.test";
    private static final long MEMORY = 32 << 20;

    final ScriptedOrigin origin;
    final TestEdge edge;
    final TestClock clock = new TestClock();

    CachedSite() throws IOException {
        this(CachePolicy.of(CachePolicy.Preset.APP), MEMORY, UpstreamSettings.DEFAULT);
    }

    CachedSite(CachePolicy policy) throws IOException {
        this(policy, MEMORY, UpstreamSettings.DEFAULT);
    }

    CachedSite(CachePolicy policy, long memory, UpstreamSettings upstream) throws IOException {
        origin = new ScriptedOrigin();
        edge = new TestEdge(ListenerLimits.DEFAULT, clock, memory, upstream);
        edge.forward(origin.origin(), policy, HOST);
    }

    Visitor visit(Visitor.Protocol protocol) throws IOException {
        return protocol.visit(edge, HOST);
    }

    /// One request on a connection of its own.
    Reply get(Visitor.Protocol protocol, String path, String... fields) throws IOException {
        try (Visitor visitor = visit(protocol)) {
            return visitor.get(path, fields);
        }
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /// Takes the backend away: connections to it are refused from here on.
    void stopOrigin() throws IOException {
        origin.kill();
    }

    @Override
    public void close() throws IOException {
        edge.close();
        origin.close();
    }
}
