package croft.chat.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import croft.chat.unfurl.Stranger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of sister services, and what is made of their answers: those that
/// docs/contracts/environment.md describes.
class SisterServicesTest {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                        String body =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        asked.add(
                                what
                                        + " "
                                        + exchange.getRequestHeaders().getFirst("Authorization")
                                        + (body.isEmpty() ? "" : " " + body));
                        byte[] answer =
                                answers.getOrDefault(what, "{}").getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().add("Content-Type", "text/html");
                        exchange.sendResponseHeaders(status, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void listSites() throws Exception {
        answers.put(
                "GET /control/releases",
                """
                {"projects": [{"project": "journal", "hosts": ["journal.example.net"], "current": "r2",
                  "since": "2026-11-20T08:00:00Z", "releases": [{"release": "r2"}, {"release": "r1"}]},
                 {"project": "empty", "hosts": [], "current": null, "since": null, "releases": []}]}
                """);
        assertThat(new ControlledSites(port()).list())
                .containsExactly(
                        new Sites.Project(
                                "journal",
                                List.of("journal.example.net"),
                                Optional.of("r2"),
                                "2026-11-20T08:00:00Z",
                                2),
                        new Sites.Project("empty", List.of(), Optional.empty(), "", 0));
        assertThat(asked).containsExactly("GET /control/releases Bearer operator");
    }

    @Test
    void changeSites() throws Exception {
        answers.put(
                "POST /control/releases/journal/rollback",
                "{\"state\": \"current\", \"release\": \"r1\", \"previous\": \"r2\", \"changed\": 3}");
        answers.put(
                "POST /control/releases/journal/promote",
                "{\"state\": \"unchanged\", \"release\": \"r1\", \"previous\": null, \"changed\": 0}");
        Sites sites = new ControlledSites(port());
        assertThat(sites.rollback("journal"))
                .isEqualTo(new Sites.Promotion("r1", Optional.of("r2"), false, 3));
        assertThat(sites.promote("journal", "r1"))
                .isEqualTo(new Sites.Promotion("r1", Optional.empty(), true, 0));
        assertThat(asked.getLast()).endsWith("{\"release\":\"r1\"}");
    }

    @Test
    void tellOfCertificates() throws Exception {
        answers.put(
                "GET /control/certificates",
                """
                {"problem": null, "certificates": [{"name": "www.example.net", "names": ["www.example.net"],
                 "state": "failing", "notAfter": "2026-12-05T00:00:00Z",
                 "next": {"at": "2026-11-24T00:00:00Z", "why": "a third of its life is left"},
                 "trouble": {"said": "dns says no.", "remedy": "Look there.", "attempts": 3}}]}
                """);
        assertThat(new ControlledCertificates(port()).all())
                .containsExactly(
                        new Certificates.Certificate(
                                "www.example.net",
                                List.of("www.example.net"),
                                "failing",
                                Optional.of("2026-12-05T00:00:00Z"),
                                Optional.of("2026-11-24T00:00: a third of its life is left"),
                                Optional.of("dns says no. Look there.")));
    }

    @Test
    void purgeEveryEdge() throws Exception {
        answers.put("POST /control/cache/purge", "{\"purged\": 2}");
        assertThat(
                        new ControlledCaches(List.of(port(), port()))
                                .purge(URI.create("https://www.example.net/")))
                .isEqualTo(4);
        assertThat(asked)
                .hasSize(2)
                .allMatch(a -> a.endsWith("{\"url\":\"https://www.example.net/\"}"));
    }

    @Test
    void findPagesAsStrangersDo() throws Exception {
        answers.put(
                "GET /search?part=results&q=plum+cake",
                """
                <p class="lead" role="status">1 page</p>
                <ol class="hits"><li><h2><a href="/Plum%20cake">Plum cake</a></h2>
                <p>A <mark>plum</mark> <mark>cake</mark>.</p><p class="note"><time>today</time></p></li></ol>
                """);
        URI wiki = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Stranger stranger = new Stranger(client, "127.0.0.1"::equals, Duration.ofSeconds(5));
        assertThat(new PublicWikis(stranger, () -> List.of(wiki)).search("plum cake"))
                .containsExactly(
                        new Wikis.Hit("Plum cake", wiki.resolve("Plum%20cake"), "A plum cake."));
        assertThat(asked).containsExactly("GET /search?part=results&q=plum+cake null");
        status = 500;
        assertThatThrownBy(() -> new PublicWikis(stranger, () -> List.of(wiki)).search("x"))
                .isInstanceOf(Unfulfilled.class)
                .hasMessageContaining("no wiki answers");
    }

    @Test
    void sayWhyNot() {
        answers.put("GET /control/releases", "journal: no such\nproject");
        status = 409;
        assertThatThrownBy(() -> new ControlledSites(port()).list())
                .isInstanceOf(Unfulfilled.class)
                .hasMessage("journal: no such project");
        status = 401;
        assertThatThrownBy(() -> new ControlledSites(port()).list())
                .hasMessageContaining("operator's token");
        status = 200;
        assertThatThrownBy(() -> new ControlledSites(port()).list())
                .hasMessageContaining("no JSON");
        server.stop(0);
        assertThatThrownBy(() -> new ControlledSites(port()).list())
                .hasMessageContaining("static-site does not answer");
    }

    private ControlPort port() {
        return new ControlPort(
                client,
                "static-site",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                () -> "operator");
    }
}
