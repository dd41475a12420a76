package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `Cache-Status`, by RFC 9211.
class CacheStatusTest {
    @Test
    void saysThatItWasAHit() {
        assertThat(CacheStatus.hit(Duration.ofSeconds(30))).isEqualTo("croft; hit; ttl=30");
    }

    @Test
    void saysHowLongItHasBeenStale() {
        assertThat(CacheStatus.hit(Duration.ofMillis(-500))).isEqualTo("croft; hit; ttl=-1");
    }

    @Test
    void saysWhyTheBackendWasAskedAndWhatBecameOfIt() {
        assertThat(
                        CacheStatus.forwarded(
                                ForwardReason.URI_MISS, 200, true, false, Optional.empty()))
                .isEqualTo("croft; fwd=uri-miss; fwd-status=200; stored");
        assertThat(
                        CacheStatus.forwarded(
                                ForwardReason.STALE, 304, true, true, Optional.of("why not")))
                .isEqualTo(
                        "croft; fwd=stale; fwd-status=304; stored; collapsed; detail=\"why not\"");
    }

    @Test
    void saysForWhatItStandsIn() {
        assertThat(CacheStatus.standIn(Duration.ofSeconds(-20), ForwardReason.STALE, "503"))
                .isEqualTo("croft; fwd=stale; fwd-status=503; ttl=-20; detail=\"stands in: 503\"");
        assertThat(
                        CacheStatus.standIn(
                                Duration.ofSeconds(-20), ForwardReason.STALE, "connection_refused"))
                .isEqualTo("croft; fwd=stale; ttl=-20; detail=\"stands in: connection_refused\"");
    }

    @Test
    void canNotBeBrokenOutOfByACookiesName() {
        String text =
                CacheStatus.forwarded(
                        ForwardReason.BYPASS,
                        200,
                        false,
                        false,
                        Optional.of("cookie a\"; hit, b\\\r\n\u00e4" + "x".repeat(1000)));
        assertThat(text).hasSizeLessThan(200).doesNotContain("\r", "\n", "\u00e4");
        assertThat(StructuredParser.list(List.of(text)))
                .hasValueSatisfying(members -> {
                    assertThat(members).hasSize(1);
                    assertThat(((Structured.Item) members.getFirst()).parameters())
                            .containsKey("detail")
                            .doesNotContainKey("hit");
                });
    }
}
