package croft.certs;

import croft.certs.dns.Knot;
import croft.platform.service.RunningService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The whole service with clients that have records written, and a live Knot behind it. Without a
/// database: this needs none.
final class HttpreqBench implements AutoCloseable {
    private @Nullable Knot knot;
    private @Nullable RunningService service;

    /// @param clients lines of croft.yml, indented by four
    /// @param records further lines of the zone `example.test`
    void start(Path folder, String clients, String records) throws Exception {
        Knot server = Knot.of(folder.resolve("knot"), "example.test\n" + records + "\n");
        knot = server;
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                certificates:
                  resolvers: ["%1$s"]
                  dns:
                    provider: rfc2136
                    server: %1$s
                    user: %2$s
                    secret: zone
                    authoritative: ["%1$s"]
                  clients:
                %3$s
                sites:
                  - host: blog.localhost
                    proxy: http://127.0.0.1:3000
                """
                        .formatted(server.address(), Knot.KEY, clients));
        Map<String, String> environment = TestVault.environment();
        environment.put("CROFT_DECLARATION", folder.resolve("croft.yml").toString());
        environment.put("CROFT_SECRETS", folder.resolve("secrets").toString());
        environment.put("CROFT_STATE", folder.resolve("state").toString());
        environment.put("CROFT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/croft");
        environment.put("CROFT_MANAGEMENT_PORT", "0");
        environment.put("CROFT_SECRET_ZONE", Knot.SECRET);
        environment.put("CROFT_SECRET_MAIL", "a password");
        service = CertManager.service().start(environment);
    }

    Knot knot() {
        return Objects.requireNonNull(knot);
    }

    URI management() {
        return Objects.requireNonNull(service).management();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        if (knot != null) {
            knot.close();
        }
    }
}
