package croft.edge;

import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.AddressRange;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.SiteLimits;
import croft.platform.declaration.VisitorPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A site behind an edge that limits everybody, visitors of this machine too. They come from
/// whatever address of 127.0.0.0/8 a test wants; time stands still until it is moved.
final class LimitedSite implements AutoCloseable {
    static final String HOST = "site.test";
    static final String FRESH = "Cache-Control: max-age=600";
    private static final long MEMORY = 32 << 20;

    final ScriptedOrigin origin;
    final TestClock clock = new TestClock();
    final TestEdge edge;

    LimitedSite(VisitorPolicy policy) throws IOException {
        origin = new ScriptedOrigin();
        edge = new TestEdge(ListenerLimits.DEFAULT, clock, MEMORY, UpstreamSettings.DEFAULT);
        edge.forward(origin.origin(), CachePolicy.of(CachePolicy.Preset.APP), HOST);
        edge.visitors.follow(policy);
        origin.answers("/kept", "200 OK", "kept", FRESH);
        origin.answers("/asked", "200 OK", "asked");
    }

    static VisitorPolicy limits(int connections, int requestsPerSecond, int burst) {
        return policy(connections, requestsPerSecond, burst, List.of(), List.of());
    }

    static VisitorPolicy policy(
            int connections,
            int requestsPerSecond,
            int burst,
            List<String> allow,
            List<String> deny) {
        return new VisitorPolicy(
                new VisitorPolicy.Limits(connections, requestsPerSecond, burst),
                ranges(allow),
                ranges(deny),
                List.of(),
                List.of());
    }

    static VisitorPolicy proxied(List<String> proxyProtocolFrom, List<String> trusted) {
        return new VisitorPolicy(
                new VisitorPolicy.Limits(2, 10, 20),
                List.of(),
                ranges(List.of("203.0.113.0/24")),
                ranges(proxyProtocolFrom),
                ranges(trusted));
    }

    private static List<AddressRange> ranges(List<String> texts) {
        return texts.stream().map(AddressRange::parse).toList();
    }

    /// Gives the site limits of its own.
    void limit(SiteLimits limits) {
        edge.serve(
                new Declaration(
                        Optional.empty(),
                        new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                        List.of(
                                new Site(
                                        new HostName(HOST),
                                        List.of(),
                                        new Serving.Proxy(origin.origin()),
                                        CachePolicy.of(CachePolicy.Preset.APP),
                                        limits))));
    }

    /// A connection from an address, without TLS.
    Socket connect(String from, int port) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        return socket;
    }

    Visitor visit(Visitor.Protocol protocol, String from) throws IOException {
        Socket tcp = connect(from, edge.doors.https());
        return switch (protocol) {
            case HTTP1 -> new Http1Visitor(Tls.over(tcp, HOST, "http/1.1"), HOST);
            case HTTP2 -> new Http2Visitor(Tls.over(tcp, HOST, "h2"), HOST);
        };
    }

    /// Lets time pass for the limits.
    void pass(Duration time) {
        edge.nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() throws IOException {
        edge.close();
        origin.close();
    }
}
