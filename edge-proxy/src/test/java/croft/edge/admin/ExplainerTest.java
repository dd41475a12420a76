package croft.edge.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import croft.edge.admin.Explanation.Stored;
import croft.edge.cache.CacheKey;
import croft.edge.cache.Extent;
import croft.edge.cache.Freshness;
import croft.edge.cache.SearchRule;
import croft.edge.cache.Selection;
import croft.edge.cache.StoredResponse;
import croft.edge.http.Body;
import croft.edge.http.FieldBlock;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.route.Backends;
import croft.edge.route.Routes;
import croft.edge.store.Entry;
import croft.edge.store.Memory;
import croft.edge.store.Purge;
import croft.edge.store.Store;
import croft.edge.store.StoredBody;
import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import croft.edge.tls.TestCertificate;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Reading;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator is told of a request, from routes, certificates and stored answers as the edge
/// has them.
class ExplainerTest {
    private static final String DECLARATION =
            """
            sites:
              - host: blog.test
                aliases: [www.blog.test]
                static: ./www
              - host: app.test
                proxy: http://app:3000
                cache:
                  bypass-cookies: [sid]
                  drop-parameters: [utm_*]
                  freshness:
                    - { path: /api/*, for: never }
                    - { path: /assets/*, for: 1h }
              - host: off.test
                proxy: http://off:3000
                cache: off
            """;

    private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(THEN);
    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final Store store = Store.create(memory, now::get);
    private final Certificates certificates = new Certificates(THEN);
    private final HeldCertificate certificate = TestCertificate.of("blog.test");
    private Explainer explainer = explainer(443);

    @BeforeEach
    void certify() {
        assertThat(certificates.replace(List.of(certificate))).isEmpty();
    }

    @Test
    void tellsRouteAndCertificateOfASite() {
        Explanation told = explain("https://blog.test/a");
        assertThat(told.request()).isEqualTo(new Explanation.Request("GET", "https://blog.test/a"));
        assertThat(told.route())
                .isEqualTo(
                        new Explanation.RouteTaken(
                                "site", "blog.test", "static-site", "http://127.0.0.1:4001", null));
        assertThat(told.certificate())
                .isEqualTo(
                        new EdgeStatus.CertificateStatus(
                                certificate.serial(), certificate.notAfter()));
        assertThat(told.policy()).isEqualTo(new Explanation.Policy("static", true, null, 86_400));
        assertThat(told.key()).isEqualTo("https://blog.test/a");
        assertThat(told.stored()).isEmpty();
        assertThat(told.decision().action()).isEqualTo("fetch");
        assertThat(told.decision().reason()).isEqualTo("uri-miss");
        assertThat(told.decision().text())
                .isEqualTo("nothing is stored for this key; the backend is asked for all of it");
    }

    @Test
    void tellsWhereAnAliasLeads() {
        Explanation told = explain("https://www.blog.test/a?b");
        assertThat(told.route())
                .isEqualTo(
                        new Explanation.RouteTaken(
                                "alias", "blog.test", null, null, "https://blog.test/a?b"));
        assertThat(told.certificate()).isNull();
        assertThat(told.decision().action()).isEqualTo("redirect");
    }

    @Test
    void tellsThatNoSiteHasTheHost() {
        Explanation told = explain("https://other.test/");
        assertThat(told.route().kind()).isEqualTo("none");
        assertThat(told.key()).isNull();
        assertThat(told.decision().action()).isEqualTo("refuse");
    }

    @Test
    void showsTheArithmeticOfAFreshAnswer() {
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ofSeconds(5)));
        now.set(THEN.plusSeconds(60));
        Explanation told = explain("https://blog.test/a");
        assertThat(told.stored())
                .containsExactly(
                        new Stored(
                                200,
                                THEN,
                                5L,
                                "whole",
                                "\"v1\"",
                                null,
                                false,
                                List.of(),
                                List.of("site:blog.test"),
                                new Explanation.Arithmetic(
                                        5, 60, 65, 600, "max-age", 535, 0, 3600, false, false)));
        assertThat(told.decision().action()).isEqualTo("serve");
        assertThat(told.decision().from()).isZero();
        assertThat(told.decision().text()).isEqualTo("answer 1 is fresh");
        assertThat(told.decision().cacheStatus()).contains("hit", "ttl=535");
    }

    @Test
    void tellsThatAStaleAnswerIsValidatedAndStandsIn() {
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ZERO));
        now.set(THEN.plusSeconds(700));
        Explanation.Verdict told = explain("https://blog.test/a").decision();
        assertThat(told.action()).isEqualTo("fetch");
        assertThat(told.reason()).isEqualTo("stale");
        assertThat(told.from()).isZero();
        assertThat(told.text())
                .isEqualTo(
                        "what is stored has to be validated; the backend is asked whether answer 1"
                                + " is still good; should the backend fail, answer 1 stands in");
    }

    @Test
    void tellsThatAStaleAnswerIsSentWhileItIsValidated() {
        store(entry("blog.test", "/a", freshness(600, 300), Duration.ZERO));
        now.set(THEN.plusSeconds(700));
        assertThat(explain("https://blog.test/a").decision().text())
                .isEqualTo("answer 1 is stale, and is sent while the backend is asked about it");
    }

    @Test
    void tellsThatAnAnswerWasPurged() {
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ZERO));
        assertThat(store.purge(new Purge.Url("blog.test", "/a", true))).isEqualTo(1);
        Explanation told = explain("https://blog.test/a");
        assertThat(told.stored()).extracting(Stored::expired).containsExactly(true);
        assertThat(told.decision().reason()).isEqualTo("stale");
    }

    @ParameterizedTest
    @CsvSource({
        "range, bytes=1-2, '; 206 with octets 1-2 of 5'",
        "range, bytes=9-, '; 416, since it has 5 octets'",
        "if-none-match, '\"v1\"', '; 304, since the client has it already'"
    })
    void tellsWhatOfAnAnswerIsSent(String name, String value, String told) {
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ZERO));
        assertThat(explain("https://blog.test/a", name, value).decision().text())
                .isEqualTo("answer 1 is fresh" + told);
    }

    @Test
    void tellsThatAStoredAnswerOrNoneWasWanted() {
        assertThat(explain("https://blog.test/", "cache-control", "only-if-cached").decision())
                .extracting(Explanation.Verdict::action)
                .isEqualTo("unavailable");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.test/, cookie, 'a=1; sid=2', cookie sid",
        "https://app.test/api/x, accept, text/html, path /api/*",
        "https://off.test/, accept, text/html, cache is off"
    })
    void tellsWhyARequestGoesPastTheStore(String url, String name, String value, String why) {
        Explanation.Verdict told = explain(url, name, value).decision();
        assertThat(told.action()).isEqualTo("pass");
        assertThat(told.reason()).isEqualTo("bypass");
        assertThat(told.detail()).isEqualTo(why);
        assertThat(told.text()).isEqualTo("goes past the store: " + why);
    }

    @Test
    void showsTheRuleThatAPathFollows() {
        assertThat(explain("https://app.test/assets/a.js?v=1").policy())
                .isEqualTo(
                        new Explanation.Policy(
                                "app", true, new Explanation.Rule("/assets/*", 3600L), 86_400));
        assertThat(explain("https://app.test/api/x").policy())
                .isEqualTo(
                        new Explanation.Policy(
                                "app", true, new Explanation.Rule("/api/*", null), 86_400));
    }

    @Test
    void showsTheKeyAsNormalised() {
        assertThat(explain("https://app.test/a?utm_source=x&b=1").key())
                .isEqualTo("https://app.test/a?b=1");
    }

    @Test
    void showsTheKeyAsAnAnswerHasSaid() {
        Entry entry = entry("blog.test", "/a", freshness(600, 0), Duration.ZERO);
        store(entry);
        Explanation told = explain("https://blog.test/a?made=up");
        assertThat(told.key()).isEqualTo("https://blog.test/a");
        assertThat(told.decision().action()).isEqualTo("serve");
    }

    @Test
    void changesNothing() {
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ZERO));
        explain("https://blog.test/a");
        assertThat(store.hottest(1).getFirst().hits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'GE T', https://a.test/, accept, x, method:",
        "GET, http://a.test/, accept, x, url:",
        "GET, https://a.test/, 'a b', x, headers:",
        "GET, https://a.test/, a, 'x\ny', headers:",
        "GET, https://a.test/, Host, b.test, headers: host"
    })
    void refusesWhatTheEdgeWouldRefuse(
            String method, String url, String name, String value, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Question(method, url, List.of(List.of(name, value))).request(443))
                .withMessageStartingWith(what)
                .withMessageContaining("(expected:");
    }

    private Explanation explain(String url, String... header) {
        return explainer.explain(
                new Question(null, url, header.length == 0 ? null : List.of(List.of(header))));
    }

    private void store(Entry entry) {
        assertThat(store.put(entry, store.mark())).isTrue();
    }

    /// As a backend may write the port into its links, answers are kept for each.
    @ParameterizedTest
    @CsvSource({
        "https://blog.test/a, serve",
        "https://blog.test:8443/a, serve",
        "https://blog.test:443/a, fetch",
        "https://blog.test:9443/a, fetch"
    })
    void asksAtTheVisitorsPortUnlessToldOtherwise(String url, String action) {
        explainer = explainer(8443);
        var port = new Selection(List.of(new Selection.Selecting("host", ":8443")));
        store(entry("blog.test", "/a", freshness(600, 0), Duration.ZERO, port));
        assertThat(explain(url).decision().action()).isEqualTo(action);
    }

    private static Freshness freshness(long lifetime, long whileRevalidating) {
        return new Freshness(
                Duration.ofSeconds(lifetime),
                Freshness.Basis.MAX_AGE,
                false,
                false,
                Duration.ofSeconds(whileRevalidating),
                Duration.ofHours(1));
    }

    private Explainer explainer(int publicHttpsPort) {
        return new Explainer(
                () ->
                        Routes.of(
                                declaration(),
                                new Backends(
                                        new Origin("127.0.0.1", 4001),
                                        new Origin("127.0.0.1", 4002),
                                        new Origin("127.0.0.1", 4003))),
                certificates,
                store,
                publicHttpsPort,
                now::get);
    }

    private Entry entry(String host, String target, Freshness freshness, Duration initialAge) {
        return entry(host, target, freshness, initialAge, Selection.ALL);
    }

    private Entry entry(
            String host,
            String target,
            Freshness freshness,
            Duration initialAge,
            Selection selection) {
        byte[] octets = {1, 2, 3, 4, 5};
        StoredBody body = StoredBody.create(memory, octets.length);
        assertThat(body.append(Unpooled.wrappedBuffer(octets))).isTrue();
        body.complete();
        FieldBlock fields = FieldBlock.of(new Fields().add("etag", "\"v1\""));
        var response =
                new StoredResponse(
                        200,
                        fields,
                        THEN,
                        THEN,
                        initialAge,
                        freshness,
                        selection,
                        Extent.WHOLE,
                        Optional.of("\"v1\""),
                        Optional.empty(),
                        true,
                        List.of("site:" + host),
                        Optional.of(new SearchRule(false, true, List.of())),
                        false);
        return new Entry(
                new CacheKey(host, target),
                new HostName(host),
                response,
                new PreparedHead(200, fields, Body.of(octets.length)),
                body,
                THEN);
    }

    private static Declaration declaration() {
        return switch (DeclarationReader.read("croft.yml", Path.of("/srv"), DECLARATION)) {
            case Reading.Accepted(Declaration accepted, _) -> accepted;
            case Reading.Rejected rejected -> throw new AssertionError(rejected);
        };
    }
}
