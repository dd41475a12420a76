package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.traffic.Limits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What open pages are told.
@Timeout(60)
class LivePagesTest extends WikiTest {
    @Override
    ServedWiki.Terms terms() {
        return ServedWiki.Terms.GARDEN.alive();
    }

    @BeforeEach
    void fill() throws IOException {
        wiki.write("a.md", "To [[b]].");
        wiki.write("b.md", "---\ntitle: Bee\n---\nText.");
        wiki.write("c.md", "Of its own.");
    }

    @Test
    void hearOfEveryChangeOfWhatTheyShow() throws IOException {
        try (Wire wire = listen("/a", version("/a"))) {
            wiki.write("c.md", "Nothing to do with it.");
            wiki.write("a.md", "To [[b]] and on.");
            String first = next(wire);
            assertThat(first).isEqualTo(version("/a"));
            wiki.delete("b.md");
            assertThat(next(wire)).isEqualTo(version("/a")).isNotEqualTo(first);
        }
    }

    @Test
    void hearAtOnceWhatTheyMissed() throws IOException {
        String before = version("/a");
        wiki.write("a.md", "Otherwise.");
        try (Wire wire = listen("/a", before)) {
            assertThat(next(wire)).isEqualTo(version("/a"));
        }
    }

    @Test
    void hearThatTheirPageIsGone() throws IOException {
        try (Wire wire = listen("/c", version("/c"))) {
            wiki.delete("c.md");
            assertThat(next(wire)).isEqualTo("gone");
        }
    }

    @Test
    void hearThatTheConnectionStands() throws IOException {
        try (ServedWiki quick = ServedWiki.of(terms().with(limits(8, 20)), folder);
                Wire wire = listen(quick, "/a", version("/a"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(chunk(wire)).isEqualTo(":");
            }
        }
    }

    @Test
    void areNotMoreThanTheServerCanCarry() throws IOException {
        try (ServedWiki small = ServedWiki.of(terms().with(limits(1, 20)), folder)) {
            Wire first = listen(small, "/a", "x");
            assertThat(small.get("/-/live?page=/a").status()).isEqualTo(503);
            first.close();
            Reply reply;
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            do {
                try (Wire wire = small.connect()) {
                    wire.send(ServedWiki.request("GET", "/-/live?page=/a"));
                    reply = wire.reply();
                }
            } while (reply.status() != 200 && System.nanoTime() < deadline);
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void areLetGoWhenTheServerEnds() throws IOException {
        ServedWiki ending = ServedWiki.of(terms(), folder);
        try (Wire wire = listen(ending, "/a", version("/a"))) {
            ending.close();
            while (!wire.isEnded()) {
                // what was on its way
            }
        }
    }

    @Test
    void areNotThereWhereTheWikiDoesNotWantThem() throws IOException {
        try (ServedWiki quiet = ServedWiki.of(ServedWiki.Terms.GARDEN, folder)) {
            assertThat(quiet.get("/-/live?page=/a").status()).isEqualTo(404);
            assertThat(quiet.get("/a").text()).doesNotContain("<script");
        }
        assertThat(wiki.get("/a").text()).contains("/-/live.");
        assertThat(wiki.get("/-/live").status()).isEqualTo(404);
        assertThat(wiki.get("/-/live?page=%zz").status()).isEqualTo(404);
    }

    private WikiLimits limits(int live, int heartbeat) {
        WikiLimits of = terms().limits();
        Limits traffic = of.traffic();
        return new WikiLimits(
                new Limits(
                        traffic.connections(),
                        traffic.requestLine(),
                        traffic.head(),
                        traffic.fields(),
                        traffic.body(),
                        traffic.idle(),
                        traffic.progress(),
                        traffic.drain(),
                        Duration.ofMillis(heartbeat)),
                live,
                of.remembered());
    }

    private String version(String target) throws IOException {
        return wiki.get(target).text().replaceAll("(?s).*data-version=\"([^\"]+)\".*", "$1");
    }

    private Wire listen(String page, String version) throws IOException {
        return listen(wiki, page, version);
    }

    private static Wire listen(ServedWiki to, String page, String version) throws IOException {
        Wire wire = to.connect();
        wire.send(ServedWiki.request("GET", "/-/live?page=" + page + "&version=" + version));
        Reply head = wire.reply();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("Content-Type")).isEqualTo("text/event-stream");
        assertThat(head.field("Cache-Control")).isEqualTo("no-store");
        assertThat(chunk(wire)).isEqualTo(":");
        return wire;
    }

    /// The first line of the next chunk.
    private static String chunk(Wire wire) throws IOException {
        int length = Integer.parseInt(wire.line(), 16);
        String text = wire.octets(length);
        assertThat(wire.line()).isEmpty();
        return text.lines().findFirst().orElse("");
    }

    /// The version that the next event names.
    private static String next(Wire wire) throws IOException {
        String line = chunk(wire);
        while (line.equals(":")) {
            line = chunk(wire);
        }
        return line.substring("data: ".length());
    }
}
