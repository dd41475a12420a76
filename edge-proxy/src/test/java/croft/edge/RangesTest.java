package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Ranges in great number and of every kind: never an octet that is not the backend's, never more
/// than one response's work.
@Timeout(120)
class RangesTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final int TOTAL = 100_000;

    /// Random ranges of what is stored whole, or in part, or not at all; some of it stale.
    @ParameterizedTest
    @CsvSource({"HTTP1, 1", "HTTP1, 2", "HTTP2, 3", "HTTP2, 4"})
    void everyOctetIsTheBackends(Visitor.Protocol protocol, long seed) throws IOException {
        Random random = new Random(seed);
        String content = text(random);
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            Ranges.of(site.origin, "/a", content, "\"1\"", FRESH);
            for (int i = 0; i < 400; i++) {
                switch (random.nextInt(20)) {
                    case 0 -> site.edge.store.clear();
                    case 1 -> site.pass(Duration.ofSeconds(40));
                    case 2 -> assertThat(visitor.get("/a").body()).isEqualTo(content);
                    default -> {
                        int first = random.nextInt(TOTAL + 100);
                        int length = 1 + random.nextInt(random.nextBoolean() ? 20 : 50_000);
                        String range =
                                switch (random.nextInt(6)) {
                                    case 0 -> first + "-";
                                    case 1 -> "-" + length;
                                    // where the last one may have ended
                                    case 2 -> length + "-" + (length + random.nextInt(5000));
                                    case 3 -> "0-" + length;
                                    default -> first + "-" + (first + length);
                                };
                        check(visitor.get("/a", "range", "bytes=" + range), content, range);
                    }
                }
            }
            site.edge.store.clear();
            Eventually.until(() -> site.edge.memory.budget().used() == 0);
        }
    }

    private static void check(Reply reply, String content, String range) {
        assertThat(reply.whole()).as(range).isTrue();
        switch (reply.status()) {
            case 200 -> assertThat(reply.body().equals(content)).as(range).isTrue();
            case 206 -> {
                String[] said =
                        reply.field("content-range").substring("bytes ".length()).split("[-/]", -1);
                int first = Integer.parseInt(said[0]);
                int last = Integer.parseInt(said[1]);
                assertThat(said[2]).isEqualTo(Integer.toString(TOTAL));
                int dash = range.indexOf('-');
                if (dash == 0) {
                    assertThat(last).isEqualTo(TOTAL - 1);
                    assertThat(first).isEqualTo(TOTAL - Integer.parseInt(range.substring(1)));
                } else {
                    assertThat(first).isEqualTo(Integer.parseInt(range.substring(0, dash)));
                    String end = range.substring(dash + 1);
                    assertThat(last)
                            .isEqualTo(
                                    end.isEmpty()
                                            ? TOTAL - 1
                                            : Math.min(TOTAL - 1, Integer.parseInt(end)));
                }
                assertThat(reply.body().equals(content.substring(first, last + 1)))
                        .as(range)
                        .isTrue();
            }
            case 416 ->
                    assertThat(Integer.parseInt(range.substring(0, range.indexOf('-'))))
                            .isGreaterThanOrEqualTo(TOTAL);
            default -> throw new AssertionError(range + ": " + reply.status());
        }
    }

    /// A field that asks for more than there is to give.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void manyRangesAreNoMoreWorkThanOneResponse(Visitor.Protocol protocol) throws IOException {
        String content = text(new Random(5));
        StringBuilder hundreds = new StringBuilder("bytes=0-0");
        StringBuilder overlapping = new StringBuilder("bytes=0-");
        for (int i = 1; i < 600; i++) {
            hundreds.append(",").append(2 * i).append("-").append(2 * i);
            overlapping.append(",").append(i).append("-");
        }
        String[] fields = {
            hundreds.toString(),
            overlapping.toString(),
            "bytes=0-,0-,0-,0-,0-",
            "bytes=0-99999,0-99999",
            "bytes=-100000,-100000,0-",
            "bytes=9-5",
            "bytes=0-0,9-5",
            "bytes=99999999999999999999-99999999999999999999999",
            "bytes=0-99999999999999999999999",
            "bytes=-99999999999999999999999",
            "bytes=-0",
            "bytes=,,,,",
            "bytes=a-b",
            "bytes=0x0-0x9",
            "bytes=--1",
            "bytes= 0 - 9",
            "octets=0-9",
            "bytes"
        };
        for (boolean stored : new boolean[] {true, false}) {
            for (String field : fields) {
                try (CachedSite site = new CachedSite()) {
                    site.origin.answers("/a", "200 OK", content, FRESH, "ETag: \"1\"");
                    if (stored) {
                        site.get(protocol, "/a");
                    }
                    Reply reply = site.get(protocol, "/a", "range", field);
                    assertThat(reply.whole()).as(field).isTrue();
                    assertThat(reply.status()).as(field).isIn(200, 206, 416);
                    assertThat(reply.body().length()).as(field).isLessThanOrEqualTo(TOTAL + 2000);
                    assertThat(site.origin.count("/a")).as(field).isEqualTo(1);
                    assertThat(site.get(protocol, "/a").body().equals(content)).isTrue();
                }
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(TOTAL);
        while (text.length() < TOTAL) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
