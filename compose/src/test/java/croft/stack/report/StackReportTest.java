package croft.stack.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The run file, as one command writes it and others read it.
class StackReportTest {
    @Test
    void isReadAsItWasWritten() throws IOException {
        var report =
                new StackReport(
                        Path.of("/srv/my sites"),
                        42,
                        Instant.parse("2026-11-22T10:00:00Z"),
                        Optional.of(Instant.parse("2026-11-22T10:00:05Z")),
                        8080,
                        8443,
                        20_001,
                        List.of(
                                new ProcessReport(
                                        "edge-proxy",
                                        ProcessReport.Kind.SERVICE,
                                        ProcessReport.State.GIVEN_UP,
                                        Optional.empty(),
                                        Optional.empty(),
                                        OptionalInt.empty(),
                                        5,
                                        Instant.parse("2026-11-22T10:00:04Z"),
                                        Optional.of("said \"no\"")),
                                new ProcessReport(
                                        "postgres",
                                        ProcessReport.Kind.DATABASE,
                                        ProcessReport.State.UP,
                                        Optional.of(43L),
                                        Optional.of(Instant.parse("2026-11-22T10:00:01Z")),
                                        OptionalInt.of(20_002),
                                        0,
                                        Instant.parse("2026-11-22T10:00:02Z"),
                                        Optional.empty())));

        assertThat(StackReport.fromJson(report.toJson())).isEqualTo(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"since\": \"yesterday\"}", "{} trailing {"})
    void refusesWhatIsNoReport(String text) {
        assertThatThrownBy(() -> StackReport.fromJson(text)).isInstanceOf(IOException.class);
    }
}
