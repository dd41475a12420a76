package croft.site.serve;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.StaticPolicy;
import croft.platform.traffic.TrafficServer;
import croft.site.content.ReleaseSources;
import croft.site.content.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A server of a folder under the hosts `site.test` and `*.many.test`, on a clock that is a minute
/// ahead, so that files just written are old enough to be kept in mind.
final class ServedFolder implements AutoCloseable {
    static final Instant MODIFIED = Instant.parse("2026-05-04T03:02:01Z");

    private final Path folder;
    private final SiteServer server;

    ServedFolder(Path folder) throws IOException {
        this(folder, LOOKING, InstantSource.offset(InstantSource.system(), AHEAD));
    }

    ServedFolder(Path folder, ServingLimits limits, InstantSource clock) throws IOException {
        this(folder, limits, clock, StaticPolicy.DEFAULT);
    }

    ServedFolder(Path folder, StaticPolicy policy) throws IOException {
        this(folder, LOOKING, InstantSource.offset(InstantSource.system(), AHEAD), policy);
    }

    private ServedFolder(
            Path folder, ServingLimits limits, InstantSource clock, StaticPolicy policy)
            throws IOException {
        this.folder = folder;
        Serving serving = new Serving.Folder(folder.toAbsolutePath(), "./site", policy);
        Declaration declaration =
                new Declaration(
                        Optional.empty(),
                        new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                        List.of(
                                new Site(new HostName("site.test"), List.of(), serving),
                                new Site(new HostName("*.many.test"), List.of(), serving)));
        ServedSites sites = ServedSites.of(declaration, NO_RELEASES);
        try {
            server =
                    SiteServer.start(
                            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                            limits,
                            () -> sites,
                            Desk.NONE,
                            clock,
                            System::nanoTime);
        } catch (TrafficServer.CannotListen e) {
            throw new IOException(e);
        }
    }

    /// Of an installation to which nothing can be deployed.
    static final ReleaseSources NO_RELEASES =
            new ReleaseSources() {
                @Override
                public Source current(Serving.Releases releases) {
                    return Source.State.Empty::new;
                }

                @Override
                public Source preview(Serving.Previews previews, String label) {
                    return Source.State.Empty::new;
                }
            };

    /// The usual limits, but nothing is remembered: each request sees what a test has just written.
    static final ServingLimits LOOKING = ServingLimits.DEFAULT.remembering(Duration.ZERO);

    private static final Duration AHEAD = Duration.ofMinutes(1);

    Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        return file;
    }

    void forget() {
        server.forget();
    }

    Wire connect() throws IOException {
        return new Wire(address());
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    /// @param fields further lines, each with its end
    Reply get(String target, String... fields) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(request("GET", target, fields)).reply();
        }
    }

    Reply head(String target, String... fields) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(request("HEAD", target, fields)).headReply();
        }
    }

    static String request(String method, String target, String... fields) {
        return method
                + " "
                + target
                + " HTTP/1.1\r\nHost: site.test\r\n"
                + String.join("", List.of(fields).stream().map(f -> f + "\r\n").toList())
                + "\r\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
