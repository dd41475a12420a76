package croft.certs.acme;

import croft.house.wire.FreePort;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An authority of one's own: Pebble, and the DNS server it asks, on loopback, with a new root each
/// time. It keeps everything in memory: [#restart] makes it forget its accounts.
public final class Pebble implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final PebbleOptions options;
    private final Path folder;
    private final ServerIdentity identity;
    private final HttpClient client;
    private final JsonMapper json = JsonMapper.createDefault();
    private final int directoryPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final int namesPort = FreePort.next();
    private final int namesManagementPort = FreePort.next();
    private final int httpPort;
    private final int tlsPort;
    private Optional<BenchProcess> names = Optional.empty();
    private Optional<BenchProcess> authority = Optional.empty();

    private Pebble(PebbleOptions options) throws Exception {
        this.options = options;
        folder = Files.createTempDirectory("croft-pebble");
        identity = ServerIdentity.make(folder, options.address.orElse(LOOPBACK));
        client =
                HttpClient.newBuilder()
                        .sslContext(identity.client())
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
        httpPort = options.http > 0 ? options.http : FreePort.next();
        tlsPort = options.tls > 0 ? options.tls : FreePort.next();
    }

    /// One that behaves.
    public static Pebble start() throws Exception {
        return start(PebbleOptions.calm());
    }

    static Pebble start(PebbleOptions options) throws Exception {
        // Another process can take a port between the look at it and its use.
        for (int attempt = 1; ; attempt++) {
            Pebble pebble = new Pebble(options);
            if (pebble.run()) {
                return pebble;
            }
            String said = pebble.log();
            pebble.close();
            if (attempt == 3) {
                throw new AssertionError("Pebble does not start: " + said);
            }
        }
    }

    /// Where its resources are listed.
    public URI directory() {
        return URI.create(
                "https://" + options.address.orElse("localhost") + ":" + directoryPort + "/dir");
    }

    /// PEM file of the root that vouches for its server (not for what it issues: [#root]).
    public Path serverRoot() {
        return identity.root();
    }

    /// Who its server says it is; [FaultProxy] says the same.
    ServerIdentity identity() {
        return identity;
    }

    int port() {
        return directoryPort;
    }

    /// Where it looks for proofs of http-01.
    public int httpPort() {
        return httpPort;
    }

    /// Where it looks for proofs of tls-alpn-01.
    public int tlsPort() {
        return tlsPort;
    }

    /// Where the bench's own DNS server listens, by UDP and TCP.
    public String names() {
        return LOOPBACK + ":" + namesPort;
    }

    /// One more TXT record at this name.
    ///
    /// @param owner without the dot at the end
    public void addText(String owner, String value) throws Exception {
        tell("set-txt", Map.of("host", owner + ".", "value", value));
    }

    /// No more TXT records at this name.
    public void clearText(String owner) throws Exception {
        tell("clear-txt", Map.of("host", owner + "."));
    }

    /// This name stands for another one.
    public void setAlias(String owner, String target) throws Exception {
        tell("set-cname", Map.of("host", owner + ".", "target", target + "."));
    }

    /// Every question about this name ends in an error.
    public void breakName(String owner) throws Exception {
        tell("set-servfail", Map.of("host", owner + "."));
    }

    /// How often the authority has asked for this name, whatever the type.
    public int questions(String owner) throws Exception {
        String body = tell("dns-request-history", Map.of("host", owner));
        return json.readValue(body, Argument.listOf(Object.class)).size();
    }

    /// A root that its chains end in.
    ///
    /// @param index 0, or above for the alternate ones
    public X509Certificate root(int index) throws Exception {
        return certificate(ask("/roots/" + index));
    }

    /// `Valid` or `Revoked`.
    public String status(X509Certificate issued) throws Exception {
        String body = ask("/cert-status-by-serial/" + issued.getSerialNumber().toString(16));
        return String.valueOf(
                json.readValue(body, Argument.mapOf(String.class, Object.class)).get("Status"));
    }

    /// What it answers from now on when it is asked for renewal information of a certificate.
    ///
    /// @param answer any text
    public void setRenewalInformation(String pem, String answer) throws Exception {
        String body = json(Map.of("Certificate", pem, "ARIResponse", answer));
        send(
                HttpRequest.newBuilder(management("/set-renewal-info/"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /// Ends and starts again, at the same ports: accounts, orders and roots are others.
    public void restart() throws Exception {
        authority.ifPresent(BenchProcess::close);
        if (!startAuthority()) {
            throw new AssertionError("Pebble does not start again: " + log());
        }
    }

    /// Stops answering, until [#restart].
    public void stop() {
        authority.ifPresent(BenchProcess::close);
    }

    /// All that it has said so far.
    public String log() throws IOException {
        Path log = folder.resolve("pebble.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() throws IOException {
        authority.ifPresent(BenchProcess::close);
        names.ifPresent(BenchProcess::close);
        client.shutdownNow();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private boolean run() throws Exception {
        BenchProcess started =
                BenchProcess.start(
                        List.of(
                                AcmeTools.pebbleNames().toString(),
                                "-http01=",
                                "-https01=",
                                "-tlsalpn01=",
                                "-doh=",
                                "-defaultIPv6=",
                                "-defaultIPv4=" + LOOPBACK,
                                "-dnsserver=" + names(),
                                "-management=" + LOOPBACK + ":" + namesManagementPort),
                        Map.of(),
                        folder.resolve("names.log"));
        names = Optional.of(started);
        return started.awaits(() -> questions("ready.test") == 0) && startAuthority();
    }

    private boolean startAuthority() throws Exception {
        Path configuration = folder.resolve("pebble.json");
        Files.writeString(configuration, json(Map.of("pebble", configuration())));
        BenchProcess started =
                BenchProcess.start(
                        List.of(
                                AcmeTools.pebble().toString(),
                                "-config=" + configuration,
                                "-dnsserver=" + options.names.orElse(names())),
                        environment(),
                        folder.resolve("pebble.log"));
        authority = Optional.of(started);
        return started.awaits(() ->
                !ask("/roots/0").isEmpty()
                        && !send(HttpRequest.newBuilder(directory()).build()).isEmpty());
    }

    private Map<String, Object> configuration() {
        Map<String, Object> profiles = new LinkedHashMap<>();
        options.profiles.forEach((name, life) ->
                profiles.put(
                        name,
                        Map.of("description", "Life " + life, "validityPeriod", life.toSeconds())));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("listenAddress", options.address.orElse(LOOPBACK) + ":" + directoryPort);
        configuration.put("managementListenAddress", LOOPBACK + ":" + managementPort);
        configuration.put("certificate", identity.certificate().toString());
        configuration.put("privateKey", identity.key().toString());
        configuration.put("httpPort", httpPort);
        configuration.put("tlsPort", tlsPort);
        configuration.put("profiles", profiles);
        configuration.put("keyAlgorithm", "ecdsa");
        configuration.put("retryAfter", Map.of("authz", 1, "order", 1));
        configuration.put("caaIdentities", List.of("pebble.letsencrypt.org"));
        configuration.put("domainBlocklist", options.blocked);
        configuration.put("externalAccountBindingRequired", !options.bindings.isEmpty());
        configuration.put("externalAccountMACKeys", options.bindings);
        return configuration;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (options.sleeps) {
            environment.put("PEBBLE_VA_SLEEPTIME", "5");
        } else {
            environment.put("PEBBLE_VA_NOSLEEP", "1");
        }
        environment.put("PEBBLE_AUTHZREUSE", Integer.toString(options.reusedAuthorizations));
        environment.put("PEBBLE_WFE_NONCEREJECT", Integer.toString(options.rejectedNonces));
        environment.put("PEBBLE_ALTERNATE_ROOTS", Integer.toString(options.alternateRoots));
        environment.put("PEBBLE_CHAIN_LENGTH", Integer.toString(options.chainLength));
        return environment;
    }

    private String tell(String what, Map<String, String> body) throws Exception {
        return send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://%s:%d/%s"
                                                .formatted(LOOPBACK, namesManagementPort, what)))
                        .POST(HttpRequest.BodyPublishers.ofString(json(body)))
                        .build());
    }

    private String ask(String path) throws Exception {
        return send(HttpRequest.newBuilder(management(path)).build());
    }

    private URI management(String path) {
        return URI.create("https://localhost:" + managementPort + path);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String json(Map<String, ?> value) throws IOException {
        return json.writeValueAsString(value);
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
