package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Names and addresses proved by a file on port 80.
class Http01Test {
    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

    private static Pebble pebble;
    private static AcmeAuthority authority;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        pebble = Pebble.start();
        authority =
                new AcmeAuthority(
                        pebble.directory(),
                        Optional.of(pebble.serverRoot()),
                        InstantSource.system());
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), pebble.httpPort()),
                        10);
        server.createContext(
                "/.well-known/acme-challenge/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    byte[] answer =
                            ANSWERS.getOrDefault(
                                            path.substring(path.lastIndexOf('/') + 1), "nothing")
                                    .getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop(0);
        authority.close();
        pebble.close();
    }

    @Test
    void certifiesAName() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView ready = applicant.prove(applicant.order("www.test"), "http-01", Http01Test::show);
        X509Certificate leaf =
                applicant.finish(ready, Keys.p256(), "www.test").getFirst().getFirst();
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "www.test"));
    }

    @Test
    void certifiesAnAddress() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView order = applicant.order("127.0.0.1");
        assertThat(order.authorizations().getFirst().challenge("dns-01")).isEmpty();
        OrderView ready = applicant.prove(order, "http-01", Http01Test::show);
        X509Certificate leaf =
                applicant.finish(ready, Keys.p256(), "127.0.0.1").getFirst().getFirst();
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(7, "127.0.0.1"));
    }

    @Test
    void offersNoFileForAWildcard() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        assertThat(applicant.order("*.wild.test").authorizations().getFirst().challenge("http-01"))
                .isEmpty();
    }

    @Test
    void saysThatAnotherFileIsThere() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView failed = applicant.prove(applicant.order("old.test"), "http-01", (_, _) -> {});
        assertThat(failed.state()).isEqualTo(State.INVALID);
        assertThat(failed.authorizations().getFirst().problem().orElseThrow().kind())
                .isEqualTo(AcmeTrouble.Kind.UNAUTHORIZED);
    }

    private static void show(AuthorizationView authorization, Proof proof) {
        Proof.Http http = (Proof.Http) proof;
        assertThat(http.keyAuthorization()).startsWith(http.token() + ".");
        ANSWERS.put(http.token(), http.keyAuthorization());
    }
}
