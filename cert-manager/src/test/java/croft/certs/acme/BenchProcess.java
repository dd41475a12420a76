package croft.certs.acme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A program of the bench while it runs. It is ended with the bench, and at the latest with this
/// JVM.
final class BenchProcess implements AutoCloseable {
    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private BenchProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static BenchProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PEBBLE_"));
        builder.environment().putAll(environment);
        return new BenchProcess(builder.start(), log);
    }

    /// Returns once it answers; whether it does, or has ended instead.
    boolean awaits(Callable<Boolean> answers) throws Exception {
        long end = System.nanoTime() + LONGEST_START;
        while (process.isAlive()) {
            try {
                if (answers.call()) {
                    return true;
                }
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within 30 s: " + log(), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return false;
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            interrupted = true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // The JVM ends already.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
