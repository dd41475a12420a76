package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One program, run to its end; its two outputs are kept apart.
///
/// @param folder where it runs
/// @param without names of the environment that it does not inherit
/// @param with names of the environment that it has beside, or instead
record Run(List<String> command, Path folder, Iterable<String> without, Map<String, String> with) {
    /// A program with the environment of this one.
    Run(List<String> command, Path folder) {
        this(command, folder, List.of(), Map.of());
    }

    /// For questions that are answered at once.
    static final Duration SHORT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(250);

    private static final Path NOWHERE = Path.of("/dev/null");

    /// Runs it.
    ///
    /// @throws CannotStart if there is no such program, or it does not end within the limit
    Ended within(Duration limit) throws IOException, InterruptedException, CannotStart {
        return within(limit, null);
    }

    /// Runs it, and looks again and again whether there is any point in that.
    Ended within(Duration limit, @Nullable Meanwhile meanwhile)
            throws IOException, InterruptedException, CannotStart {
        Path out = Files.createTempFile("croft-out", ".txt");
        Path err = Files.createTempFile("croft-err", ".txt");
        try {
            Process process =
                    start(builder().redirectOutput(out.toFile()).redirectError(err.toFile()));
            long looksLeft = limit.dividedBy(POLL);
            try {
                while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    if (meanwhile != null && !meanwhile.goOn()) {
                        end(process);
                        process.waitFor();
                        break;
                    }
                    if (looksLeft-- <= 0) {
                        throw new CannotStart(
                                Exit.UNAVAILABLE,
                                String.join(" ", command)
                                        + " did not end within "
                                        + limit.toSeconds()
                                        + " s");
                    }
                }
            } finally {
                end(process);
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Runs it, and hands each line of both outputs to somebody, until it ends.
    void lines(Consumer<String> line) throws IOException, InterruptedException, CannotStart {
        Process process = start(builder().redirectErrorStream(true));
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line);
            process.waitFor();
        } finally {
            end(process);
        }
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        without.forEach(builder.environment()::remove);
        // docker-compose 1 gives up on a busy engine after a minute otherwise
        builder.environment().put("COMPOSE_HTTP_TIMEOUT", "300");
        builder.environment().putAll(with);
        return builder.redirectInput(NOWHERE.toFile());
    }

    private Process start(ProcessBuilder builder) throws CannotStart, IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            throw new NotInstalled(command.getFirst());
        }
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// What is done while a program runs.
    @FunctionalInterface
    interface Meanwhile {
        /// Whether there is any point in going on; if not, the program is ended.
        boolean goOn() throws IOException, InterruptedException, CannotStart;
    }

    /// There is no such program on the PATH.
    static final class NotInstalled extends CannotStart {
        NotInstalled(String program) {
            super(Exit.UNAVAILABLE, program + ": not found (expected: a program on the PATH)");
        }
    }

    /// How it ended, and what it said.
    record Ended(int code, String out, String err) {
        boolean ok() {
            return code == 0;
        }

        /// The first line that Compose calls an error, in either version's words.
        Optional<String> complaint() {
            return err.lines()
                    .map(String::strip)
                    .filter(line -> line.matches("(?i)error\\b.*|.* error .*"))
                    .filter(line -> !line.contains("Encountered errors"))
                    .findFirst();
        }

        /// The last line that says something, of what it complained of before all else.
        Optional<String> lastWords() {
            return (err.isBlank() ? out : err)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((_, last) -> last);
        }
    }
}
