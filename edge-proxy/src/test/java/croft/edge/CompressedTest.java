package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Text is compressed once, off the visitors' way, and served in the form that each takes (RFC 9110
/// §12.5.3).
@Timeout(60)
class CompressedTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String TEXT = "Content-Type: text/plain";
    private static final String PAGE = "All work and no play makes a dull page. ".repeat(200);

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void eachGetsTheFormItTakes(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", PAGE, FRESH, TEXT, "ETag: \"v1\"");
            Reply first = visitor.get("/a", "accept-encoding", "gzip, br, zstd");
            assertThat(first.body()).isEqualTo(PAGE);
            assertThat(first.field("vary")).isEqualTo("accept-encoding");
            for (String coding : new String[] {"br", "zstd", "gzip"}) {
                Eventually.until(() ->
                        visitor.get("/a", "accept-encoding", coding)
                                .field("content-encoding")
                                .equals(coding));
                Reply coded = visitor.get("/a", "accept-encoding", coding);
                assertThat(coded.body().length()).isLessThan(PAGE.length() / 2);
                assertThat(coded.field("etag")).isEqualTo("\"v1-" + coding + "\"");
                assertThat(coded.field("vary")).isEqualTo("accept-encoding");
                Reply known =
                        visitor.get(
                                "/a",
                                "accept-encoding",
                                coding,
                                "if-none-match",
                                "\"v1-" + coding + "\"");
                assertThat(known.status()).isEqualTo(304);
                assertThat(known.field("etag")).isEqualTo("\"v1-" + coding + "\"");
            }
            assertThat(
                            visitor.get("/a", "accept-encoding", "gzip;q=1, br;q=0.5")
                                    .field("content-encoding"))
                    .isEqualTo("gzip");
            assertThat(visitor.get("/a", "accept-encoding", "identity").body()).isEqualTo(PAGE);
            assertThat(visitor.get("/a").body()).isEqualTo(PAGE);
            assertThat(visitor.get("/a").field("etag")).isEqualTo("\"v1\"");
            Reply part = visitor.get("/a", "accept-encoding", "br", "range", "bytes=0-7");
            assertThat(part.body()).isEqualTo("All work");
            assertThat(part.field("content-encoding")).isEmpty();
            assertThat(visitor.ask("HEAD", "/a", "accept-encoding", "br").field("content-encoding"))
                    .isEqualTo("br");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatMustNotBeTransformedIsNot(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a", "200 OK", PAGE, "Cache-Control: max-age=600, no-transform", TEXT);
            site.origin.answers("/b", "200 OK", PAGE, FRESH, TEXT, "Content-Encoding: x-own");
            site.origin.answers("/c", "200 OK", PAGE, FRESH, "Content-Type: image/png");
            site.origin.answers("/d", "200 OK", "short", FRESH, TEXT);
            site.origin.answers("/last", "200 OK", PAGE, FRESH, TEXT);
            for (String path : new String[] {"/a", "/b", "/c", "/d", "/last"}) {
                visitor.get(path, "accept-encoding", "br");
            }
            // one queue: when the last is compressed, the others would have been
            Eventually.until(() ->
                    visitor.get("/last", "accept-encoding", "br")
                            .field("content-encoding")
                            .equals("br"));
            for (String path : new String[] {"/a", "/b", "/c"}) {
                assertThat(visitor.get(path, "accept-encoding", "br").body()).isEqualTo(PAGE);
            }
            assertThat(visitor.get("/d", "accept-encoding", "br").body()).isEqualTo("short");
        }
    }
}
