package croft.stack.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What load clients print, as figures.
class ClientOutputTest {
    private static final String WRK =
            """
            Running 2s test @ https://localhost:8443/a/1k
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency   612.33us    1.01ms  21.90ms   95.33%
                Req/Sec    51.72k     3.72k   58.31k    75.00%
              Latency Distribution
                 50%  505.00us
                 75%  802.00us
                 90%    1.20ms
                 99%    2.31ms
              103459 requests in 2.01s, 119.39MB read
            Requests/sec:  51481.07
            Transfer/sec:     59.41MB
            """;

    private static final String H2LOAD =
            """
            starting benchmark...
            spawning thread #0: 8 total client(s). Timing-based test with 0s of warm-up time and 2s of main duration for measurements.
            TLS Protocol: TLSv1.3
            Cipher: TLS_AES_128_GCM_SHA256
            Application protocol: h2

            finished in 2.00s, 500.00 req/s, 190.20KB/s
            requests: 1000 total, 1016 started, 1000 done, 1000 succeeded, 0 failed, 0 errored, 0 timeout
            status codes: 1000 2xx, 0 3xx, 0 4xx, 0 5xx
            traffic: 1.01MB (1060212) total, 12.34KB (12640) headers (space savings 93.52%), 1000.00KB (1024000) data
            """;

    @Test
    void ofWrkHasRequestsTimeAndPercentiles() throws Exception {
        assertThat(WrkOutput.read(WRK))
                .isEqualTo(
                        new Answered(
                                103_459, 2.01, Optional.of(new Latency(505, 2310)), List.of()));
    }

    @Test
    void ofWrkTellsOfAnswersThatWereNotMeant() throws Exception {
        String trouble =
                WRK.replace(
                        "Requests/sec",
                        "  Socket errors: connect 0, read 3, write 0, timeout 1\n  Non-2xx or 3xx responses: 12\nRequests/sec");

        assertThat(WrkOutput.read(trouble).notes())
                .containsExactly(
                        "Socket errors: connect 0, read 3, write 0, timeout 1",
                        "Non-2xx or 3xx responses: 12");
    }

    @Test
    void ofWrkIsNotGuessedAt() {
        assertThatThrownBy(
                        () -> WrkOutput.read("unable to connect to localhost:1 Connection refused"))
                .isInstanceOf(NotUnderstood.class)
                .hasMessageContaining("wrk said")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void ofH2loadHasWhatSucceeded() throws Exception {
        assertThat(H2LoadOutput.read(H2LOAD, Protocol.H2, 1024, 2))
                .isEqualTo(new Answered(1000, 2, Optional.empty(), List.of()));
        assertThat(H2LoadOutput.succeeded(H2LOAD)).isEqualTo(1000);
    }

    @Test
    void ofH2loadTellsWhatIsWrong() throws Exception {
        String wrong =
                H2LOAD.replace("0 failed", "7 failed")
                        .replace("protocol: h2", "protocol: http/1.1");

        assertThat(H2LoadOutput.read(wrong, Protocol.H2, 2048, 2).notes())
                .containsExactly("7 failed", "spoke http/1.1, not h2", "bodies too short");
        assertThatThrownBy(() -> H2LoadOutput.read("client could not connect", Protocol.H2, 1, 1))
                .isInstanceOf(NotUnderstood.class);
    }

    @Test
    void ofH2loadsLogAreThePercentilesOfGoodAnswers() {
        Stream<String> log =
                Stream.concat(
                        Stream.of("1669100000000000\t503\t999999", "half a line"),
                        Stream.iterate(1, n -> n <= 200, n -> n + 1)
                                .map(n -> "1669100000000000\t200\t" + n));

        assertThat(H2LoadOutput.latency(log)).hasValue(new Latency(101, 199));
        assertThat(H2LoadOutput.latency(Stream.of())).isEmpty();
        assertThat(H2LoadOutput.latency(Stream.of("1669100000000000\t200\t7")))
                .hasValue(new Latency(7, 7));
    }

    @Test
    void ofTheTlsClientIsReadAsItIsWritten() throws Exception {
        HandshakesOutput told = HandshakesOutput.of(4, 1, 2.5, new long[] {400, 500, 600});

        assertThat(HandshakesOutput.read(told.line())).isEqualTo(told);
        assertThat(
                        HandshakesOutput.read(HandshakesOutput.of(0, 9, 1, new long[0]).line())
                                .latency())
                .isEmpty();
        assertThatThrownBy(() -> HandshakesOutput.read("failed: java.net.ConnectException"))
                .isInstanceOf(NotUnderstood.class)
                .hasMessageContaining("ConnectException");
        assertThatThrownBy(() -> HandshakesOutput.read("handshakes 1 2 three 4 5 6"))
                .isInstanceOf(NotUnderstood.class);
    }

    @Test
    void ofTheTlsClientTellsWhenHandshakesWereOfTheOtherKind() {
        assertThat(new HandshakesOutput(1000, 40, 0, 2, Optional.empty()).answered(true).notes())
                .isEmpty();
        assertThat(new HandshakesOutput(1000, 400, 2, 2, Optional.empty()).answered(true).notes())
                .containsExactly("2 failed", "only 600 of 1000 resumed");
        assertThat(new HandshakesOutput(1000, 400, 0, 2, Optional.empty()).answered(false).notes())
                .containsExactly("only 400 of 1000 in full");
    }
}
