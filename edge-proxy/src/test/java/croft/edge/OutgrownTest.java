package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.CachePolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A body that finds no room in the store any more while it comes, as bodies in flight have taken
/// all of it: who reads it gets the octets that he has asked for, or sees that he does not.
@Timeout(120)
class OutgrownTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final int MEMORY = 8 << 20;
    private static final int LARGEST = MEMORY / 16;

    @ParameterizedTest
    @CsvSource({
        "HTTP1, 200000-200099",
        "HTTP2, 200000-200099",
        "HTTP1, 0-9",
        "HTTP2, 300000-",
        "HTTP1, -1000",
        "HTTP2, '5-9,200000-200099,399990-399999'"
    })
    void aRangeIsOfItsOwnOctets(Visitor.Protocol protocol, String range) throws Exception {
        String content = text(400_000);
        Gate end = new Gate();
        try (CachedSite site =
                new CachedSite(
                        CachePolicy.of(CachePolicy.Preset.APP), MEMORY, UpstreamSettings.DEFAULT)) {
            // stored, to be validated by a request with a range; the backend ignores ranges
            site.origin.answers("/a", "200 OK", "small", "Cache-Control: no-cache", "ETag: \"1\"");
            site.get(protocol, "/a");
            site.origin.answers("/a", "200 OK", content, FRESH, "ETag: \"2\"");
            List<Visitor> hogs = fill(site, end);
            Reply reply = site.get(protocol, "/a", "range", "bytes=" + range);
            if (range.contains(",")) {
                assertThat(parts(reply.body(), content)).isEqualTo(3);
            } else {
                assertThat(reply.body()).isEqualTo(expected(content, range));
            }
            assertThat(reply.status()).isEqualTo(206);
            assertThat(reply.whole()).isTrue();
            Reply whole = site.get(protocol, "/a");
            assertThat(whole.body()).isEqualTo(content);
            end.open();
            for (Visitor hog : hogs) {
                hog.close();
            }
            Eventually.until(() -> site.edge.cache.fetches() == 0);
            site.edge.store.clear();
            Eventually.until(() -> site.edge.memory.budget().used() == 0);
        }
    }

    /// What lay before the octets that were sent first is gone.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void rangesInAnotherOrderAreNotMixedUp(Visitor.Protocol protocol) throws Exception {
        String content = text(400_000);
        Gate end = new Gate();
        try (CachedSite site =
                new CachedSite(
                        CachePolicy.of(CachePolicy.Preset.APP), MEMORY, UpstreamSettings.DEFAULT)) {
            site.origin.answers("/a", "200 OK", "small", "Cache-Control: no-cache", "ETag: \"1\"");
            site.get(protocol, "/a");
            site.origin.answers("/a", "200 OK", content, FRESH, "ETag: \"2\"");
            List<Visitor> hogs = fill(site, end);
            Reply reply = site.get(protocol, "/a", "range", "bytes=200000-200099,5-9");
            if (reply.whole()) {
                assertThat(parts(reply.body(), content)).isEqualTo(2);
            }
            end.open();
            for (Visitor hog : hogs) {
                hog.close();
            }
        }
    }

    /// Takes all the memory there is with bodies that do not end.
    private static List<Visitor> fill(CachedSite site, Gate end) throws IOException {
        List<Visitor> hogs = new ArrayList<>();
        for (int size = LARGEST; size >= 256; size /= 2) {
            while (MEMORY - site.edge.memory.budget().used() >= size) {
                long before = site.edge.memory.budget().used();
                String path = "/hog/" + hogs.size();
                String endless =
                        "HTTP/1.1 200 OK\r\n"
                                + FRESH
                                + "\r\nContent-Length: "
                                + size
                                + "\r\n\r\n"
                                + "x".repeat(size - 1);
                site.origin.answers(
                        path,
                        (_, connection) -> {
                            connection.send(endless);
                            end.pass();
                            connection.reset();
                        });
                Visitor hog = site.visit(Visitor.Protocol.HTTP1);
                hog.send("GET", path, "");
                hogs.add(hog);
                int taken = size;
                Eventually.until(() -> site.edge.memory.budget().used() >= before + taken);
            }
        }
        return hogs;
    }

    private static String expected(String content, String range) {
        int dash = range.indexOf('-');
        if (dash == 0) {
            return content.substring(content.length() - Integer.parseInt(range.substring(1)));
        }
        int first = Integer.parseInt(range.substring(0, dash));
        return dash == range.length() - 1
                ? content.substring(first)
                : content.substring(first, Integer.parseInt(range.substring(dash + 1)) + 1);
    }

    /// How many parts there are, each of which is what it says.
    private static int parts(String body, String content) {
        int count = 0;
        for (int at = body.indexOf("content-range: bytes ");
                at >= 0;
                at = body.indexOf("content-range: bytes ", at + 1)) {
            int first = at + "content-range: bytes ".length();
            String range = body.substring(first, body.indexOf('/', first));
            int octets = body.indexOf("\r\n\r\n", at) + 4;
            assertThat(body.startsWith(expected(content, range), octets)).as(range).isTrue();
            count++;
        }
        return count;
    }

    private static String text(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
