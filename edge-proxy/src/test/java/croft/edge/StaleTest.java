package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is stale and served all the same: while it is refreshed, and while the backend fails (RFC
/// 5861, RFC 9111 §4.2.4).
@Timeout(60)
class StaleTest {
    private static final String FRESH = "Cache-Control: max-age=60";

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aRefreshDelaysNobody(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a", "200 OK", "old", "Cache-Control: max-age=60, stale-while-revalidate=60");
            visitor.get("/a");
            site.pass(Duration.ofSeconds(90));
            site.origin.answersBehind(answer, "/a", "200 OK", "new", FRESH);
            Reply stale = visitor.get("/a");
            Reply still = visitor.get("/a");
            assertThat(stale.body()).isEqualTo("old");
            assertThat(stale.cacheStatus()).isEqualTo("croft; hit; ttl=-30");
            assertThat(still.body()).isEqualTo("old");
            Eventually.until(() -> site.origin.count("/a") == 2);
            answer.open();
            Eventually.until(() -> visitor.get("/a").body().equals("new"));
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void beyondItsWindowNothingStaleIsServed(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a", "200 OK", "old", "Cache-Control: max-age=60, stale-while-revalidate=10");
            visitor.get("/a");
            site.pass(Duration.ofSeconds(71));
            site.origin.answers("/a", "200 OK", "new", FRESH);
            assertThat(visitor.get("/a").body()).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aSiteOnceReadStaysReadable(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            visitor.get("/a");
            site.pass(Duration.ofHours(3));
            site.stopOrigin();
            Reply first = visitor.get("/a");
            Reply second = visitor.get("/a");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("hello");
            assertThat(first.cacheStatus()).contains("fwd=stale", "ttl=-10740", "connection_");
            assertThat(first.field("age")).isEqualTo("10800");
            assertThat(second.body()).isEqualTo("hello");
            assertThat(visitor.get("/b").status()).isEqualTo(502);

            site.pass(Duration.ofHours(22));
            assertThat(visitor.get("/a").status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void anErrorIsStoodInFor(int status) throws Exception {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite();
                    Visitor visitor = site.visit(protocol)) {
                site.origin.answers("/a", "200 OK", "hello", FRESH);
                visitor.get("/a");
                site.pass(Duration.ofMinutes(2));
                site.origin.answers("/a", status + " Sorry", "broken");
                Reply reply = visitor.get("/a");
                assertThat(reply.body()).isEqualTo("hello");
                assertThat(reply.cacheStatus()).contains("fwd=stale").contains("" + status);

                site.origin.answers("/a", "200 OK", "mended", FRESH);
                site.pass(Duration.ofSeconds(10));
                assertThat(visitor.get("/a").body()).isEqualTo("mended");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cache-Control: max-age=60, must-revalidate",
                "Cache-Control: max-age=60, proxy-revalidate",
                "Cache-Control: max-age=5, s-maxage=60",
                "Cache-Control: max-age=60, stale-if-error=0"
            })
    void aResponseMayForbidIt(String field) throws Exception {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite();
                    Visitor visitor = site.visit(protocol)) {
                site.origin.answers("/a", "200 OK", "hello", field);
                visitor.get("/a");
                assertThat(visitor.get("/a").cacheStatus()).contains("hit");
                site.pass(Duration.ofMinutes(2));
                site.stopOrigin();
                assertThat(visitor.get("/a").status()).isEqualTo(502);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aBackendThatNeverAnswersIsWaitedForOnlyShortly(Visitor.Protocol protocol)
            throws Exception {
        Gate end = new Gate();
        try (CachedSite site =
                        new CachedSite(
                                CachePolicy.of(CachePolicy.Preset.APP),
                                32 << 20,
                                UpstreamSettings.DEFAULT);
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            visitor.get("/a");
            site.pass(Duration.ofMinutes(2));
            site.origin.answers(
                    "/a",
                    (_, _) -> {
                        end.pass();
                    });
            Reply slow = visitor.get("/a");
            Reply next = visitor.get("/a");
            assertThat(slow.body()).isEqualTo("hello");
            assertThat(slow.cacheStatus()).contains("slow");
            assertThat(next.body()).isEqualTo("hello");
            assertThat(site.origin.count("/a")).isEqualTo(2);
            end.open();
        }
    }
}
