package croft.stack.launch;

import croft.stack.report.ProcessReport;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes of an earlier launcher that ended without stopping them: both it and the leash were
/// killed, or the leash has not finished yet.
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A process's begin is computed from the system's start, which moves a little when the clock
    /// is set.
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private Leftovers() {}

    /// Ends them; the folder must be held. PostgreSQL's are found by its own pid file, see
    /// [Postgres].
    static void end(DataFolder data) throws IOException, InterruptedException {
        if (!Files.exists(data.runFile())) {
            return;
        }
        List<ProcessHandle> running;
        try {
            StackReport report = StackReport.fromJson(Files.readString(data.runFile()));
            running =
                    report.processes().stream()
                            .flatMap(process -> running(process).stream())
                            .toList();
        } catch (IOException e) {
            running = List.of(); // half a file tells nothing
        }
        running.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : running) {
            try {
                process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.destroyForcibly();
            }
        }
        Files.deleteIfExists(data.runFile());
    }

    /// The process, unless its number belongs to another one by now.
    private static Optional<ProcessHandle> running(ProcessReport report) {
        if (report.kind() == ProcessReport.Kind.DATABASE) {
            return Optional.empty();
        }
        return report.pid()
                .flatMap(ProcessHandle::of)
                .filter(process ->
                        process.info()
                                .startInstant()
                                .filter(begin -> near(begin, report))
                                .isPresent());
    }

    private static boolean near(Instant begin, ProcessReport report) {
        return report.begun()
                .filter(noted -> Duration.between(noted, begin).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }
}
