package croft.stack.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs targets, each in a JVM of its own under Jazzer. Blocks; for virtual threads.
///
/// @param findings where an input that breaks a promise is put; the inputs of the target itself if
///   empty, so that every later build tries it
/// @param seed of the row of inputs, which is then always the same; any if empty
public record Fuzzer(SourceTree tree, Optional<Path> findings, Optional<Integer> seed) {
    /// An input may take as long; the slowest of the corpus takes milliseconds.
    private static final int SECONDS_PER_INPUT = 10;

    /// Whatever a target does with an input of some kilobytes must do with this, as megabytes.
    private static final int HEAP = 400;

    /// What a run may take beyond its time: to start, to try the corpus, to end.
    private static final Duration GRACE = Duration.ofMinutes(5);

    /// Fuzzes one target.
    ///
    /// @param time not counted the start of the JVM; whole seconds
    public Outcome run(Target target, Duration time) throws InterruptedException {
        try {
            Path prefix =
                    Files.createDirectories(findings.orElse(tree.home().resolve(target.inputs())));
            Path corpus = Files.createDirectories(tree.corpus(target));
            List<String> command = command(target);
            command.add("--max_duration=" + Math.max(1, time.toSeconds()) + "s");
            command.add("-artifact_prefix=" + prefix + "/");
            command.add("-timeout=" + SECONDS_PER_INPUT);
            // the heap is bounded; what a JVM maps beside it says nothing
            command.add("-rss_limit_mb=0");
            seed.ifPresent(number -> command.add("-seed=" + number));
            command.add(corpus.toString());
            return run(target, command, time.plus(GRACE));
        } catch (IOException e) {
            return new Outcome.Broken(e.toString());
        }
    }

    /// Copies into `to` what of a target's inputs, those in the tree and those that grew, reaches
    /// everything that all reach.
    Outcome merge(Target target, Path to) throws InterruptedException {
        try {
            List<String> command = command(target);
            command.add("-merge=1");
            command.add("-rss_limit_mb=0");
            command.add(Files.createDirectories(to).toString());
            command.add(Files.createDirectories(tree.corpus(target)).toString());
            return run(target, command, GRACE);
        } catch (IOException e) {
            return new Outcome.Broken(e.toString());
        }
    }

    private List<String> command(Target target) throws IOException {
        return new ArrayList<>(
                List.of(
                        tree.java().resolve("bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx" + HEAP + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        tree.classPath(target.module()),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.type(),
                        "--target_method=" + target.method(),
                        "--instrumentation_includes=croft.**",
                        "--custom_hook_includes=croft.**"));
    }

    private Outcome run(Target target, List<String> command, Duration atMost)
            throws IOException, InterruptedException {
        Path log = tree.log(target);
        Process process =
                new ProcessBuilder(command)
                        .directory(tree.home().resolve(target.module()).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome.Broken(
                        "not over after " + atMost.toMinutes() + " min; see " + log);
            }
            return switch (FuzzerLog.read(log).outcome(process.exitValue())) {
                case Outcome.Broken(String reason) -> new Outcome.Broken(reason + "; see " + log);
                case Outcome told -> told;
            };
        } finally {
            process.destroyForcibly();
        }
    }
}
