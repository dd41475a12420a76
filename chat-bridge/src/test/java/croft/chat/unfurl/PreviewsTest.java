package croft.chat.unfurl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.chat.message.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is shown of our own pages where somebody links them.
class PreviewsTest {
    private static final String PAGE =
            "<html><head><title>Plum cake · Notes</title><meta property='og:title' content='Plum *cake*'>"
                    + "<meta name='description' content='With @all plums.'></head><body></body></html>";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private HttpServer server;
    private Previews previews;
    private String site = "";

    private record Answer(int status, Map<String, String> headers, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        site = "http://127.0.0.1:" + server.getAddress().getPort();
        previews =
                new Previews(
                        new Stranger(client, "127.0.0.1"::equals, Duration.ofSeconds(2)),
                        () -> now);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void showTitleAndExcerpt() throws Exception {
        publish("/plum", 200, PAGE);
        assertThat(of("Look at " + site + "/plum!"))
                .contains(
                        "> **[Plum \\*cake\\*]("
                                + site
                                + "/plum)** · 127.0.0.1\n> With @\u200Ball plums.");
    }

    @Test
    void showTheFirstParagraphWhereAPageSaysNothingOfItself() throws Exception {
        publish("/x", 200, "<title>X</title><p>no</p><main><h1>X</h1><p>Yes, this.</p></main>");
        assertThat(of(site + "/x").orElse("")).endsWith("\n> Yes, this.");
    }

    @Test
    void showNothingOfPagesThatStrangersDoNotSee() throws Exception {
        publish("/gone", 404, PAGE);
        publish("/closed", 401, PAGE);
        publish(
                "/unlisted",
                200,
                PAGE.replace("<head>", "<head><meta name='robots' content='noindex'>"));
        pages.put("/tagged", new Answer(200, Map.of("X-Robots-Tag", "noindex, nofollow"), PAGE));
        pages.put("/data", new Answer(200, Map.of("Content-Type", "application/json"), PAGE));
        for (String path : List.of("/gone", "/closed", "/unlisted", "/tagged", "/data")) {
            assertThat(of(site + path)).as(path).isEmpty();
        }
    }

    @Test
    void askNobodyButOurOwnHosts() throws Exception {
        publish("/plum", 200, PAGE);
        String other = site.replace("127.0.0.1", "localhost");
        assertThat(of(other + "/plum")).isEmpty();
        assertThat(of(site.replace("//", "//me:secret@") + "/plum")).isEmpty();
        assertThat(asked).isEmpty();
        pages.put("/away", new Answer(302, Map.of("Location", other + "/plum"), ""));
        pages.put("/file", new Answer(302, Map.of("Location", "file:///etc/passwd"), ""));
        pages.put("/circle", new Answer(302, Map.of("Location", "/circle"), ""));
        assertThat(of(site + "/away " + site + "/file " + site + "/circle")).isEmpty();
        assertThat(asked).doesNotContain("/plum");
    }

    @Test
    void followARedirectOnOurHosts() throws Exception {
        publish("/plum", 200, PAGE);
        pages.put("/old", new Answer(301, Map.of("Location", "/plum"), ""));
        assertThat(of(site + "/old").orElse("")).contains(site + "/plum");
    }

    @Test
    void areOneForAMessageAndTwoPagesAtMost() throws Exception {
        for (String path : List.of("/1", "/2", "/3")) {
            publish(path, 200, PAGE);
        }
        assertThat(of("%1$s/1 %1$s/1 %1$s/2 %1$s/3".formatted(site)).orElse("").split("\n\n"))
                .hasSize(2);
    }

    @Test
    void areRememberedForAWhile() throws Exception {
        publish("/plum", 200, PAGE);
        of(site + "/plum");
        of(site + "/plum");
        assertThat(asked).hasSize(1);
        now = now.plus(Duration.ofMinutes(6));
        of(site + "/plum");
        assertThat(asked).hasSize(2);
    }

    @Test
    void areNoneOfPagesThatAreTooLargeOrTooSlow() throws Exception {
        publish("/large", 200, PAGE + " ".repeat(2_000_000));
        assertThat(of(site + "/large")).isEmpty();
        previews = new Previews(new Stranger(client, _ -> true, Duration.ofMillis(100)), () -> now);
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(of("http://127.0.0.1:" + silent.getLocalPort() + "/")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    see https://a.example/x, and more       | https://a.example/x
                    [text](https://a.example/x_(y))         | https://a.example/x_(y)
                    (https://a.example/x)                   | https://a.example/x
                    <https://a.example/x>                   | https://a.example/x
                    **https://a.example/x**                 | https://a.example/x
                    https://a.example/x?a=b#c.              | https://a.example/x?a=b#c
                    """)
    void areFoundInMarkdown(String markdown, URI address) {
        assertThat(Previews.addresses(markdown)).containsExactly(address);
    }

    @Test
    void areNotMadeOfCode() {
        assertThat(Previews.addresses("`https://a.example/x` ```\nhttps://a.example/y\n```"))
                .isEmpty();
    }

    private Optional<String> of(String markdown) throws InterruptedException {
        return previews.of(Body.of(markdown));
    }

    private void publish(String path, int status, String body) {
        pages.put(path, new Answer(status, Map.of(), body));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Answer answer = pages.getOrDefault(path, new Answer(404, Map.of(), ""));
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
