package croft.stack;

import croft.certs.acme.FaultProxy;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.certs.dns.Knot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a stack needs to get its certificates from an authority: one of the bench, which looks for
/// proofs at the stack's own edge and in a zone of a real name server. Between the stack and the
/// authority is a proxy that can make trouble.
final class CertificateBench implements AutoCloseable {
    /// Every name in it leads to this machine.
    static final String ZONE = "example.test";

    private static final long SEED = 4711;

    private final Path folder = Folders.withOneSite();
    private final Path namesFolder = Files.createTempDirectory("croft-knot");
    private final int httpPort = RunningCroft.freePort();
    private final int httpsPort = RunningCroft.freePort();
    private final Knot names;
    private final Pebble pebble;
    private final FaultProxy proxy;

    CertificateBench(PebbleOptions options) throws Exception {
        names = Knot.of(namesFolder, "test", ZONE + "\n@ IN A 127.0.0.1\n* IN A 127.0.0.1");
        pebble = authority(options);
        proxy = FaultProxy.before(pebble, SEED);
        Files.writeString(folder.resolve("www/index.html"), "<!doctype html><title>Home</title>");
        secret("tsig", Knot.SECRET);
    }

    /// One more authority that looks at the same ports; whoever asks for it ends it.
    Pebble authority(PebbleOptions options) throws Exception {
        return options.lookingAt(httpPort, httpsPort).asking(names.address().toString()).start();
    }

    Pebble pebble() {
        return pebble;
    }

    FaultProxy proxy() {
        return proxy;
    }

    Knot names() {
        return names;
    }

    /// Stores a secret that croft.yml may name; before the stack starts.
    void secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve(".croft/secrets"));
        Files.writeString(secrets.resolve(name), value);
    }

    /// The keys of `certificates` that every croft.yml of the bench has.
    ///
    /// @param more keys of `authority`, each with `, ` before it
    String certificates(String profile, String more) {
        return """
        certificates:
          authority: { directory: "%s", root: "%s"%s }
          profile: %s
          resolvers: ["%s"]
          challenge: http-01
        """
                .formatted(proxy.directory(), pebble.serverRoot(), more, profile, names.address());
    }

    /// Who holds the zone.
    String dns() {
        return """
        { provider: rfc2136, server: "%s", user: "%s", secret: tsig, authoritative: ["%s"] }\
        """
                .formatted(names.address(), Knot.KEY, names.address());
    }

    void declare(String croftYml) throws IOException {
        Files.writeString(folder.resolve("croft.yml"), croftYml);
    }

    /// Starts a stack on what was declared; returns when every site has a certificate. To be closed
    /// before this bench, and deletes its folder.
    LiveStack start() throws Exception {
        return LiveStack.on(folder, httpPort, httpsPort, pebble.root(0));
    }

    /// The first column of every row, joined by spaces.
    String query(LiveStack stack, String sql) throws IOException, SQLException {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return String.join(" ", rows);
        }
    }

    void execute(LiveStack stack, String sql) throws IOException, SQLException {
        try (Connection connection = connect(stack);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(LiveStack stack) throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + stack.croft().report().databasePort()
                        + "/postgres",
                "postgres",
                Files.readString(folder.resolve(".croft/secrets/database-owner")).strip());
    }

    @Override
    public void close() throws Exception {
        proxy.close();
        pebble.close();
        names.close();
        Folders.delete(namesFolder);
    }
}
