package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Fields that are not what they should be: never an error page, never something kept that must not
/// be.
@Timeout(60)
class MalformedTest {
    private static final String FRESH = "Cache-Control: max-age=60";

    /// What may be done with an answer.
    enum Use {
        HIT,
        NONE,
        /// It is no HTTP.
        REFUSED
    }

    /// What a backend sends, and whether it may be used again.
    static Stream<Arguments> ofBackends() {
        return Stream.of(
                Arguments.of("Date: yesterday\r\n" + FRESH, Use.HIT),
                Arguments.of("Date: Sun, 99 Foo 2026 99:99:99 GMT\r\n" + FRESH, Use.HIT),
                Arguments.of("Age: -1\r\n" + FRESH, Use.HIT),
                Arguments.of("Age: 1e9\r\n" + FRESH, Use.HIT),
                Arguments.of("Age: 99999999999999999999\r\n" + FRESH, Use.NONE),
                Arguments.of("Cache-Control: max-age=soon", Use.NONE),
                Arguments.of("Cache-Control: max-age=-60", Use.NONE),
                Arguments.of("Cache-Control: max-age=60, max-age=0", Use.NONE),
                Arguments.of("Cache-Control: max-age=99999999999999999999999", Use.HIT),
                Arguments.of("Cache-Control: max-age=60, private=\"unterminated", Use.NONE),
                Arguments.of("Cache-Control: max-age=60,,, =, no-store", Use.NONE),
                Arguments.of("Expires: 0", Use.NONE),
                Arguments.of("Expires: -1", Use.NONE),
                Arguments.of("Expires: tomorrow", Use.NONE),
                Arguments.of("Expires: Sun, 22 Nov 26 11:00:00 GMT", Use.NONE),
                Arguments.of(
                        "CDN-Cache-Control: max-age=\"60\"\r\nCache-Control: no-store", Use.NONE),
                Arguments.of("CDN-Cache-Control: ((((\r\nCache-Control: private", Use.NONE),
                Arguments.of("CDN-Cache-Control: max-age=60;;\r\n" + FRESH, Use.HIT),
                Arguments.of(
                        "Edge-Cache-Control: max-age=9999999999999999999\r\nCache-Control: no-store",
                        Use.NONE),
                Arguments.of("Edge-Cache-Control: \u0001\r\n" + FRESH, Use.REFUSED),
                Arguments.of("Cache-Groups: (\"unterminated\r\n" + FRESH, Use.HIT),
                Arguments.of("Cache-Groups: 1, 2, ???\r\n" + FRESH, Use.HIT),
                Arguments.of("No-Vary-Search: params=(\r\n" + FRESH, Use.HIT),
                Arguments.of("No-Vary-Search: params=?2, except\r\n" + FRESH, Use.HIT),
                Arguments.of("Vary: ,,;;@\r\n" + FRESH, Use.NONE),
                Arguments.of("Vary: ,, ,\r\n" + FRESH, Use.HIT),
                Arguments.of("ETag: unquoted\r\n" + FRESH, Use.HIT),
                Arguments.of("ETag: \"1\"\r\nETag: \"2\"\r\n" + FRESH, Use.HIT),
                Arguments.of("Last-Modified: once\r\n" + FRESH, Use.HIT),
                Arguments.of("Last-Modified: once", Use.NONE));
    }

    @ParameterizedTest
    @MethodSource("ofBackends")
    void whatABackendSays(String fields, Use use) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite()) {
                site.origin.answers("/a?x=1", "200 OK", "one", fields);
                site.origin.answers("/a?x=2", "200 OK", "two", fields);
                for (int i = 0; i < 2; i++) {
                    Reply reply = site.get(protocol, "/a?x=1");
                    if (use == Use.REFUSED) {
                        assertThat(reply.status()).isEqualTo(502);
                        continue;
                    }
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.body()).isEqualTo("one");
                    assertThat(reply.cacheStatus().contains("hit"))
                            .isEqualTo(i == 1 && use == Use.HIT);
                    assertThat(site.get(protocol, "/a?x=2").body()).isEqualTo("two");
                }
            }
        }
    }

    static Stream<Arguments> ofClients() {
        return Stream.of(
                Arguments.of("cache-control", "max-age=soon"),
                Arguments.of("cache-control", "\""),
                Arguments.of("cache-control", ",,=,max-stale=x,min-fresh=-1"),
                Arguments.of("pragma", "no-cache=\""),
                Arguments.of("range", "bytes=9-1"),
                Arguments.of("range", "pages=1"),
                Arguments.of("range", "bytes=\u00e9"),
                Arguments.of("if-range", "\"unterminated"),
                Arguments.of("if-none-match", "\"unterminated"),
                Arguments.of("if-none-match", "page, W/, ,"),
                Arguments.of("if-modified-since", "yesterday"),
                Arguments.of("if-modified-since", "Sun, 99 Foo 2026 99:99:99 GMT"),
                Arguments.of("accept-encoding", ";;q=,*;q=9,,gzip;q=x"),
                Arguments.of("accept-encoding", "\u00e9"),
                Arguments.of("cookie", ";;=;;a"),
                Arguments.of("cookie", "="),
                Arguments.of("authorization", "?"));
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void whatAClientSays(String name, String value) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            for (boolean stored : new boolean[] {false, true}) {
                try (CachedSite site = new CachedSite()) {
                    site.origin.answers("/a", "200 OK", "page", FRESH, "ETag: \"1\"");
                    if (stored) {
                        site.get(protocol, "/a");
                    }
                    Reply odd = site.get(protocol, "/a", name, value);
                    assertThat(odd.status()).isEqualTo(200);
                    assertThat(odd.body()).isEqualTo("page");
                    Reply plain = site.get(protocol, "/a");
                    assertThat(plain.body()).isEqualTo("page");
                    assertThat(plain.fields()).doesNotContainKey("content-encoding");
                }
            }
        }
    }

    /// Both lines count, and none of them is one.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void fieldsThatComeTwice(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers("/a", "200 OK", "page", FRESH, "ETag: \"1\"");
            for (int i = 0; i < 2; i++) {
                assertThat(
                                site.get(protocol, "/a", "range", "bytes=0-0", "range", "bytes=1-1")
                                        .body())
                        .isEqualTo("page");
                assertThat(
                                site.get(
                                                protocol,
                                                "/a",
                                                "if-modified-since",
                                                "Sun, 22 Nov 2026 12:00:00 GMT",
                                                "if-modified-since",
                                                "x")
                                        .status())
                        .isEqualTo(200);
            }
        }
    }
}
