package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The deploy API of one site (docs/contracts/deploying.md): straight to static-site where the
/// stack runs here, through the edge where it runs elsewhere.
///
/// Any thread.
final class DeployApi implements AutoCloseable {
    /// The longest that making a release of what was sent may take.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final int ATTEMPTS = 6;
    private static final int LONGEST_REASON = 2000;

    static {
        // static-site tells sites apart by the host asked for, and listens on loopback alone
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final HttpClient client;
    private final URI base;
    private final String host;
    private final String token;
    private final AtEnd end;

    private DeployApi(HttpClient client, URI base, String host, String token, AtEnd end) {
        this.client = client;
        this.base = base;
        this.host = host;
        this.token = token;
        this.end = end;
    }

    /// The API of the stack that runs here.
    ///
    /// @param address where static-site listens
    /// @param host and port under which visitors find the site
    static DeployApi here(String address, int port, String host, String token, AtEnd end) {
        return new DeployApi(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                URI.create("http://" + address + ":" + port),
                host,
                token,
                end);
    }

    /// The API of a server elsewhere.
    ///
    /// @param authority a certificate file that alone is trusted; null for those that Java trusts
    static DeployApi elsewhere(URI site, String token, @Nullable Path authority)
            throws CannotStart {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20));
        if (authority != null) {
            try {
                client.sslContext(trusting(authority));
            } catch (IOException | GeneralSecurityException e) {
                throw new CannotStart(
                        Exit.NO_INPUT,
                        "--ca: "
                                + authority
                                + ": "
                                + e.getMessage()
                                + " (expected: a certificate)");
            }
        }
        return new DeployApi(client.build(), site, site.getRawAuthority(), token, () -> {});
    }

    private static SSLContext trusting(Path authority)
            throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(Files.readAllBytes(authority))));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// What somebody typed, as one part of a path.
    static String segment(String typed) {
        return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Where visitors find the site.
    String address() {
        return "https://" + host + "/";
    }

    /// Sends one request, again if the server asks to wait or the connection breaks.
    ///
    /// @param path below `/.deploy`
    /// @param body made anew for each attempt
    Answer send(String method, String path, Map<String, String> fields, Source body)
            throws CannotStart, IOException {
        for (int attempt = 1; ; attempt++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve("/.deploy" + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .method(method, body.publisher());
            if (!host.equals(base.getRawAuthority())) {
                request.header("Host", host);
            }
            fields.forEach(request::header);
            try {
                HttpResponse<String> response =
                        client.send(request.build(), BodyHandlers.ofString());
                boolean later = response.statusCode() == 429 || response.statusCode() == 503;
                if (!later || attempt == ATTEMPTS) {
                    return new Answer(response);
                }
                pause(response.headers().firstValueAsLong("retry-after").orElse(1));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new CannotStart(
                            Exit.UNAVAILABLE,
                            address() + " does not answer (" + e + "); croft status tells more");
                }
                pause(attempt);
            } catch (InterruptedException _) {
                throw interrupted();
            }
        }
    }

    /// The same without a body.
    Answer send(String method, String path) throws CannotStart, IOException {
        return send(method, path, Map.of(), BodyPublishers::noBody);
    }

    private static void pause(long seconds) throws CannotStart {
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, 30)));
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static CannotStart interrupted() {
        Thread.currentThread().interrupt();
        return new CannotStart(Exit.INTERRUPTED, "interrupted");
    }

    @Override
    public void close() throws CannotStart, IOException {
        client.close();
        end.run();
    }

    /// Makes a body.
    @FunctionalInterface
    interface Source {
        BodyPublisher publisher() throws IOException;
    }

    /// What is left to do when a command is done.
    @FunctionalInterface
    interface AtEnd {
        void run() throws CannotStart, IOException;
    }

    /// What came back.
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        long number(String field) {
            return response.headers().firstValueAsLong(field).orElse(0);
        }

        /// The answer as JSON, if the request was carried out.
        ///
        /// @throws CannotStart with the reason if it was not
        Json read() throws CannotStart {
            Json json = json();
            return switch (status()) {
                case 200, 201 -> json;
                case 400 -> throw new CannotStart(Exit.USAGE, reason(json));
                case 401 -> throw new CannotStart(Exit.MISTAKES, reason(json));
                case 408, 409, 413, 422 -> throw new CannotStart(Exit.MISTAKES, reason(json));
                default -> throw new CannotStart(Exit.UNAVAILABLE, reason(json));
            };
        }

        Json json() throws CannotStart {
            try {
                return Json.read(response.body());
            } catch (IOException _) {
                throw new CannotStart(
                        Exit.UNAVAILABLE,
                        response.uri()
                                + " answered "
                                + status()
                                + " without JSON (expected: a site of releases behind Croft's edge)");
            }
        }

        private String reason(Json json) {
            String findings =
                    String.join(
                            "\n  ",
                            json.get("findings").elements().stream().map(f -> f.text("")).toList());
            String reason =
                    (json.get("error").text("the server answered " + status())
                                    + (findings.isEmpty() ? "" : "\n  " + findings))
                            .replaceAll("[\\p{Cntrl}&&[^\n]]+", " ");
            return reason.length() <= LONGEST_REASON
                    ? reason
                    : reason.substring(0, LONGEST_REASON) + "…";
        }
    }
}
