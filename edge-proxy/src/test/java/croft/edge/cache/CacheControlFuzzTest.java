package croft.edge.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import croft.edge.http.Body;
import croft.edge.http.FieldSyntax;
import croft.edge.http.Fields;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Any lines of `Cache-Control`: no text hides a directive beside it, none makes a response live
/// longer than another line allows, and what must not be kept is not kept.
class CacheControlFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final CachePolicy POLICY = CachePolicy.of(CachePolicy.Preset.APP);
    private static final String[] SPANS = {
        "max-age", "s-maxage", "stale-while-revalidate", "stale-if-error", "min-fresh", "max-stale"
    };

    @FuzzTest(maxDuration = "2m")
    void noDirectiveIsLost(byte[] octets) {
        List<String> lines =
                Arrays.stream(new String(octets, ISO_8859_1).split("\n", -1))
                        .filter(FieldSyntax::isFieldValue)
                        .toList();
        CacheControl said = CacheControl.of(lines);
        for (String name : SPANS) {
            expectSpan(said.seconds(name));
            assertThat(said.seconds(name).isPresent()).isEqualTo(said.has(name));
            TargetedControl.of(lines).ifPresent(targeted -> expectSpan(targeted.seconds(name)));
        }
        RequestControl.of(lines, lines);

        for (List<String> more : besides(lines, "no-store")) {
            assertThat(CacheControl.of(more).has("no-store")).as("%s", more).isTrue();
            // RFC 9111 §5.2.2.3: it makes `no-store` a word for caches that do not know the status
            if (!said.has("must-understand")) {
                expectNotKept(more);
            }
        }
        for (List<String> more : besides(lines, "private")) {
            assertThat(CacheControl.of(more).has("private")).as("%s", more).isTrue();
        }
        for (List<String> more : besides(lines, "max-age=5")) {
            assertThat(CacheControl.of(more).seconds("max-age").orElseThrow())
                    .as("%s", more)
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    /// The lines with a directive more: in front, behind, at the end of each line.
    private static List<List<String>> besides(List<String> lines, String directive) {
        List<List<String>> all = new ArrayList<>();
        List<String> more = new ArrayList<>(lines);
        more.addFirst(directive);
        all.add(more);
        more = new ArrayList<>(lines);
        more.addLast(directive);
        all.add(more);
        if (!lines.isEmpty()) {
            more = new ArrayList<>(lines);
            more.set(0, lines.getFirst() + ", " + directive);
            all.add(more);
            more = new ArrayList<>(lines);
            more.set(0, directive + "," + lines.getFirst());
            all.add(more);
        }
        return all;
    }

    private static void expectSpan(Optional<Duration> span) {
        span.ifPresent(length -> assertThat(length).isBetween(Duration.ZERO, DeltaSeconds.LARGEST));
    }

    private static void expectNotKept(List<String> lines) {
        Fields fields =
                new Fields().add("etag", "\"1\"").add("expires", "Mon, 23 Nov 2026 12:00:00 GMT");
        lines.forEach(line -> fields.add("cache-control", line));
        assertThat(
                        Storing.decide(
                                Requests.get("/a"),
                                POLICY,
                                new ResponseHead(200, fields, Body.of(10)),
                                NOW,
                                NOW))
                .as("%s", lines)
                .isNotInstanceOf(Storability.Storable.class);
    }
}
