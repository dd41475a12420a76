package croft.certs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.certs.acme.FaultProxy;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.certs.dns.Knot;
import croft.platform.service.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/// All that the service works with: PostgreSQL, an authority, a name server whose zone
/// `example.test` it may write to, and in place of an edge a few lines that answer http-01 from the
/// database.
final class Installation implements AutoCloseable {
    static final String ZONE = "example.test";

    private static final String PROOFS = "/.well-known/acme-challenge/";

    private final Path folder;
    private final TestVault database;
    private final Knot names;
    private final Pebble pebble;
    private final FaultProxy proxy;
    private final HttpServer edge;

    Installation(Path folder, PebbleOptions options) throws Exception {
        this.folder = folder;
        database = new TestVault();
        names =
                Knot.of(
                        folder.resolve("knot"),
                        "test",
                        ZONE + "\n@ IN A 127.0.0.1\n* IN A 127.0.0.1");
        pebble = options.asking(names.address().toString()).start();
        proxy = FaultProxy.before(pebble, 1);
        edge =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), pebble.httpPort()),
                        0);
        edge.createContext(PROOFS, this::answer);
        edge.start();
        secret("tsig", Knot.SECRET);
    }

    TestVault database() {
        return database;
    }

    Knot names() {
        return names;
    }

    Pebble pebble() {
        return pebble;
    }

    /// What all requests to the authority go through.
    FaultProxy proxy() {
        return proxy;
    }

    void secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve(name), value);
    }

    /// The section `certificates` but for its first line, with this authority and challenge.
    String certificates(String challenge) {
        return """
          authority: { directory: "%s", root: "%s" }
          challenge: %s
          resolvers: ["%s"]
          profile: classic
          dns: %s
        """
                .formatted(
                        proxy.directory(), pebble.serverRoot(), challenge, names.address(), dns());
    }

    /// Who holds the zone.
    String dns() {
        return """
        { provider: rfc2136, server: "%s", user: "%s", secret: tsig, authoritative: ["%s"] }\
        """
                .formatted(names.address(), Knot.KEY, names.address());
    }

    /// Declares sites; to be called before [#start] or while it runs.
    void declare(String certificates, String sites) throws IOException {
        Files.writeString(
                folder.resolve("croft.yml"), "certificates:\n" + certificates + "sites:\n" + sites);
    }

    RunningService start() {
        Map<String, String> environment = TestVault.environment();
        environment.put("CROFT_DECLARATION", folder.resolve("croft.yml").toString());
        environment.put("CROFT_SECRETS", folder.resolve("secrets").toString());
        environment.put("CROFT_STATE", folder.resolve("state").toString());
        environment.put("CROFT_DATABASE_URL", database.url());
        environment.put("CROFT_MANAGEMENT_PORT", "0");
        return CertManager.service().start(environment);
    }

    /// Waits until so many versions are stored.
    void eventuallyVersions(int count) throws Exception {
        Eventually.eventually(
                count + " versions",
                () ->
                        database.query("select count(*) from certs.version")
                                .equals(String.valueOf(count)));
    }

    /// As before the first start, but for the authority's memory.
    void empty() throws SQLException {
        database.empty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token =
                exchange.getRequestURI()
                        .getPath()
                        .substring(PROOFS.length())
                        .replaceAll("[^A-Za-z0-9_-]", "");
        try {
            byte[] body =
                    database.query(
                                    "select key_authorization from certs.challenge where token = '"
                                            + token
                                            + "'")
                            .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        edge.stop(0);
        proxy.close();
        pebble.close();
        names.close();
        database.close();
    }
}
