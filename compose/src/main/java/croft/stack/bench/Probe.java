package croft.stack.bench;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Asks a server for single answers, as a visitor who trusts its certificate.
final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Far more than any server takes to start.
    private static final int TRIES = 12_000;

    private final SSLContext trust;

    /// A visitor of all servers.
    ///
    /// @param chain the certificate that servers present, and those that issued it, as PEM
    Probe(String chain) throws IOException {
        try {
            KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
            roots.load(null, null);
            int count = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            chain.getBytes(StandardCharsets.US_ASCII)))) {
                roots.setCertificateEntry("certificate-" + count++, certificate);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(roots);
            trust = SSLContext.getInstance("TLS");
            trust.init(null, factory.getTrustManagers(), null);
        } catch (GeneralSecurityException e) {
            throw new IOException("the edge's certificate cannot be trusted: " + e.getMessage(), e);
        }
    }

    /// Waits for the first answer over TLS and HTTP/2 of a server that was just begun.
    ///
    /// @return how old the server was then, in seconds
    double awaitAnswer(Server server) throws CannotStart, IOException, InterruptedException {
        IOException last = new IOException("no connection");
        for (int i = 0; i < TRIES; i++) {
            server.check();
            if (Origin.answers(server.port())) {
                try {
                    if (get(server, Version.HTTP_2, "/a/1k").statusCode() == 200) {
                        return server.tree().age();
                    }
                } catch (IOException e) {
                    last = e; // the port is open, what is behind it not yet
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new CannotStart(
                Exit.SOFTWARE,
                server.name() + " does not answer within a minute of its start: " + last);
    }

    /// Checks that a path is answered as the origin would, from the cache too, in both protocols.
    void verify(Server server, String path, byte[] expected)
            throws CannotStart, IOException, InterruptedException {
        for (Version version : new Version[] {Version.HTTP_1_1, Version.HTTP_2}) {
            for (int i = 0; i < 2; i++) {
                HttpResponse<byte[]> answer = get(server, version, path);
                String type = answer.headers().firstValue("content-type").orElse("none");
                if (answer.statusCode() != 200
                        || answer.version() != version
                        || !type.startsWith("text/plain")
                        || !Arrays.equals(answer.body(), expected)) {
                    throw new CannotStart(
                            Exit.SOFTWARE,
                            "%s answers %s with %d, %s, %d octets of %s (expected: 200, %s, the origin's %d octets of text/plain)"
                                    .formatted(
                                            server.name(),
                                            path,
                                            answer.statusCode(),
                                            answer.version(),
                                            answer.body().length,
                                            type,
                                            version,
                                            expected.length));
                }
            }
        }
    }

    private HttpResponse<byte[]> get(Server server, Version version, String path)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(trust)
                        .version(version)
                        .connectTimeout(PATIENCE)
                        .build();
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray());
        } finally {
            // Leaves no connection behind, which would be measured.
            client.shutdownNow();
        }
    }
}
