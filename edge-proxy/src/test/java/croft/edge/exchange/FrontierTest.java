package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Backends;
import croft.edge.route.Routes;
import croft.edge.store.Compression;
import croft.edge.store.Memory;
import croft.edge.store.Store;
import croft.edge.upstream.Failure;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a request gets, by its host and its connection, and what passes between client and backend.
class FrontierTest {
    private static final Origin STATIC_SITE = new Origin("127.0.0.1", 7001);
    private static final Origin APP = new Origin("127.0.0.1", 3000);

    private final ScriptedBackend backend = new ScriptedBackend();
    private final Traffic traffic = new Traffic();
    private final BackendHealth health = new BackendHealth();
    private final Routes routes =
            Routes.of(
                    new Declaration(
                            Optional.empty(),
                            new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                            List.of(
                                    new Site(
                                            new HostName("www.example.test"),
                                            List.of(new HostName("example.test")),
                                            new Serving.Folder(Path.of("/srv/www"), "./www")),
                                    new Site(
                                            new HostName("app.example.test"),
                                            List.of(),
                                            new Serving.Proxy(APP)))),
                    new Backends(
                            STATIC_SITE,
                            new Origin("127.0.0.1", 7002),
                            new Origin("127.0.0.1", 7003)));
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final Store store = Store.create(memory, clock);
    private final Compression compression = Compression.start(store, memory);
    private final Frontier frontier =
            new Frontier(
                    () -> routes,
                    backend,
                    8443,
                    new Frontier.Ledger(traffic, health, clock),
                    new SharedCache(store, memory, compression),
                    _ -> false,
                    KeyAuthorizations.NONE);

    @AfterEach
    void stop() {
        compression.close();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.test, -1, /a?b=c, https://www.example.test:8443/a?b=c",
        "www.example.test, 8080, /, https://www.example.test:8443/",
        "example.test, -1, /%2e/?q, https://www.example.test:8443/%2e/?q",
    })
    void plainHttpIsRedirectedToHttps(String host, int port, String target, String location) {
        RecordedClient client = RecordedClient.plain();

        frontier.begin(get(false, host, port, target), client);

        assertThat(client.status()).isEqualTo(308);
        assertThat(client.field("location")).isEqualTo(location);
        // RFC 6797 §7.2: not over plain HTTP.
        assertThat(client.field("strict-transport-security")).isNull();
        assertThat(client.ended).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, /a?b=c, https://www.example.test/a?b=c",
        "8443, /, https://www.example.test:8443/",
    })
    void anAliasIsRedirectedWithPathAndQueryKept(int port, String target, String location) {
        RecordedClient client = RecordedClient.overTls("example.test", "www.example.test");

        frontier.begin(get(true, "example.test", port, target), client);

        assertThat(client.status()).isEqualTo(308);
        assertThat(client.field("location")).isEqualTo(location);
        assertThat(client.field("strict-transport-security")).isEqualTo("max-age=31536000");
    }

    @ParameterizedTest
    @CsvSource({
        "other.test, true",
        "other.test, false",
        // a site of ours, but not of this connection's certificate
        "app.example.test, true",
    })
    void aHostThatIsNotServedHereIsMisdirected(String host, boolean secure) {
        RecordedClient client =
                secure
                        ? RecordedClient.overTls("www.example.test", "other.test")
                        : RecordedClient.plain();

        frontier.begin(get(secure, host, -1, "/"), client);

        assertThat(client.status()).isEqualTo(421);
        assertThat(client.body.toString())
                .contains("421 · request " + client.field("x-request-id"));
        assertThat(backend.request).isNull();
    }

    @Test
    void aFolderIsAskedOfStaticSiteAndItsInternalFieldsStayInside() {
        RecordedClient client = RecordedClient.overTls("www.example.test");
        frontier.begin(get(true, "www.example.test", -1, "/"), client);
        backend.answer()
                .responded(
                        new ResponseHead(
                                200,
                                new Fields().add("surrogate-key", "site:x").add("etag", "\"1\""),
                                Body.NONE));

        assertThat(backend.origin).isEqualTo(STATIC_SITE);
        assertThat(client.field("etag")).isEqualTo("\"1\"");
        assertThat(client.field("surrogate-key")).isNull();
        assertThat(client.field("strict-transport-security")).isNotNull();
        assertThat(client.field("date")).isEqualTo("Sun, 22 Nov 2026 10:00:00 GMT");
    }

    @Test
    void theBackendLearnsOfTheClientFromTheEdgeAlone() {
        RequestHead spoofed = get(true, "app.example.test", 8443, "/x");
        spoofed.fields()
                .add("x-forwarded-for", "10.0.0.1")
                .add("forwarded", "for=10.0.0.1")
                .add("x-real-ip", "10.0.0.1")
                .add("x-original-url", "/admin")
                .add("x_forwarded_for", "10.0.0.1")
                .add("x-forwarded-user", "root")
                .add("accept", "*/*");

        frontier.begin(spoofed, RecordedClient.overTls("app.example.test"));

        Fields fields = backend.request().fields();
        assertThat(fields.all("x-forwarded-for")).containsExactly("192.0.2.7");
        assertThat(fields.all("forwarded"))
                .containsExactly("for=192.0.2.7;host=\"app.example.test:8443\";proto=https");
        assertThat(fields.first("x-forwarded-proto")).isEqualTo("https");
        assertThat(fields.first("x-forwarded-host")).isEqualTo("app.example.test:8443");
        assertThat(fields.first("x-forwarded-port")).isEqualTo("8443");
        assertThat(fields.first("via")).isEqualTo("2 croft");
        assertThat(fields.first("accept")).isEqualTo("*/*");
        assertThat(fields.all("x-real-ip")).containsExactly("192.0.2.7");
        assertThat(fields.has("x-original-url")).isFalse();
        assertThat(fields.has("x_forwarded_for")).isFalse();
        assertThat(fields.has("x-forwarded-user")).isFalse();
        assertThat(backend.request().authority())
                .isEqualTo(new Authority("app.example.test", 8443));
    }

    @Test
    void bothBodiesAreStreamedAndHeldBack() {
        RecordedClient client = RecordedClient.overTls("app.example.test");
        Exchange exchange =
                frontier.begin(
                        request("POST", Body.OPEN, Optional.empty(), "app.example.test"), client);

        exchange.data(bytes("up"), true);
        backend.answer().sent(2);
        backend.answer().responded(new ResponseHead(200, new Fields(), Body.OPEN));
        client.writable = false;
        backend.answer().data(bytes("down"), false);

        assertThat(backend.received.toString()).isEqualTo("up");
        assertThat(backend.requestEnded).isTrue();
        assertThat(client.consumed).isEqualTo(2);
        assertThat(backend.paused).isTrue();

        client.writable = true;
        exchange.writable();
        backend.answer().data(bytes(" and out"), true);

        assertThat(backend.paused).isFalse();
        assertThat(client.body.toString()).isEqualTo("down and out");
        assertThat(client.ended).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Failure.Kind.class)
    void aBackendThatFailsBeforeItsAnswerGivesAPage(Failure.Kind kind) {
        RecordedClient client = RecordedClient.overTls("app.example.test");
        frontier.begin(get(true, "app.example.test", -1, "/"), client);

        backend.answer().failed(new Failure(kind, false, "127.0.0.1:3000 says no"));

        assertThat(client.status()).isEqualTo(kind.status());
        assertThat(client.field("proxy-status")).isEqualTo("croft; error=" + kind.token());
        assertThat(client.field("cache-control")).isEqualTo("no-store");
        assertThat(client.body.toString())
                .contains("request " + client.field("x-request-id"))
                .doesNotContain("127.0.0.1");
        assertThat(health.problem(APP))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith(kind.token()));
        assertThat(traffic.failures()).isEqualTo(1);
    }

    @Test
    void aBackendThatFailsWithinItsAnswerCutsTheResponse() {
        RecordedClient client = RecordedClient.overTls("app.example.test");
        frontier.begin(get(true, "app.example.test", -1, "/"), client);
        backend.answer().responded(new ResponseHead(200, new Fields(), Body.of(100)));
        backend.answer().data(bytes("part"), false);

        backend.answer()
                .failed(new Failure(Failure.Kind.HTTP_RESPONSE_INCOMPLETE, false, "closed"));

        assertThat(client.aborted).isTrue();
        assertThat(client.ended).isFalse();
    }

    @Test
    void anAnswerEndsTheOutage() {
        frontier.begin(
                get(true, "app.example.test", -1, "/"), RecordedClient.overTls("app.example.test"));
        backend.answer().failed(new Failure(Failure.Kind.CONNECTION_REFUSED, true, "refused"));
        frontier.begin(
                get(true, "app.example.test", -1, "/"), RecordedClient.overTls("app.example.test"));
        backend.answer().responded(new ResponseHead(204, new Fields(), Body.NONE));

        assertThat(health.problem(APP)).isEmpty();
    }

    @Test
    void aClientThatGoesCancelsTheCall() {
        RecordedClient client = RecordedClient.overTls("app.example.test");
        Exchange exchange = frontier.begin(get(true, "app.example.test", -1, "/"), client);

        exchange.gone();
        ByteBuf late = bytes("late");
        backend.answer().data(late, true);

        assertThat(backend.cancelled).isTrue();
        assertThat(late.refCnt()).isZero();
        assertThat(client.body).isEmpty();
        assertThat(traffic.cancellations()).isEqualTo(1);
    }

    @Test
    void aSwitchedProtocolGoesOnUntilBothSidesHaveEnded() {
        RecordedClient client = RecordedClient.overTls("app.example.test");
        Exchange exchange =
                frontier.begin(
                        request("GET", Body.NONE, Optional.of("websocket"), "app.example.test"),
                        client);
        backend.answer().switched(new ResponseHead(101, new Fields(), Body.OPEN));

        backend.answer().data(bytes("bye"), true);
        exchange.data(bytes("bye"), true);

        assertThat(client.switched).isTrue();
        assertThat(client.body.toString()).isEqualTo("bye");
        assertThat(backend.received.toString()).isEqualTo("bye");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static RequestHead request(
            String method, Body body, Optional<String> protocol, String host) {
        return new RequestHead(
                method, true, new Authority(host, -1), "/", new Fields(), body, protocol, "1.1");
    }

    private static RequestHead get(boolean secure, String host, int port, String target) {
        return new RequestHead(
                "GET",
                secure,
                new Authority(host, port),
                target,
                new Fields(),
                Body.NONE,
                Optional.empty(),
                "2");
    }
}
