package croft.stack.bench;

import croft.stack.launch.CannotStart;
import croft.stack.launch.Leash;
import croft.stack.launch.Session;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Every process that the bench started and has to end, itself or, should it be killed, by a leash.
/// Only the bench's own thread calls it.
final class Daemons implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int SHOWN = 20;

    private final Path folder;
    private final Leash leash;
    private final List<Daemon> running = new ArrayList<>();

    private Daemons(Path folder, Leash leash) {
        this.folder = folder;
        this.leash = leash;
    }

    /// Nothing is started yet.
    ///
    /// @param folder where they work; their output goes to `log` in it
    static Daemons in(Path folder) throws IOException {
        return new Daemons(folder, Leash.start());
    }

    /// Begins a process, in a session of its own: Ctrl-C is for the bench alone, which ends the
    /// others in order.
    Daemon start(String name, List<String> command) throws IOException {
        Path said = folder.resolve("log").resolve(name + ".out");
        ProcessBuilder builder =
                Session.own(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
        // Caddy keeps things there.
        String home = folder.resolve("run").toString();
        builder.environment()
                .putAll(Map.of("HOME", home, "XDG_DATA_HOME", home, "XDG_CONFIG_HOME", home));
        Process process = builder.start();
        process.getOutputStream().close();
        var daemon = new Daemon(name, process, said);
        running.add(daemon);
        hold();
        return daemon;
    }

    /// Asks it and its descendants to end, waits, and kills what is left of them.
    void stop(Daemon daemon) throws IOException, InterruptedException {
        // Handles know when a process was started: a number that was given anew is not touched.
        List<ProcessHandle> family =
                Stream.concat(
                                Stream.of(daemon.process().toHandle()),
                                daemon.process().descendants())
                        .toList();
        daemon.process().destroy();
        try {
            if (!ended(family)) {
                family.forEach(ProcessHandle::destroyForcibly);
                ended(family);
            }
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            throw e;
        } finally {
            running.remove(daemon);
            hold();
        }
    }

    /// Ends all, in the reverse order; once interrupted, without patience.
    @Override
    public void close() throws IOException {
        for (Daemon daemon : List.copyOf(running).reversed()) {
            try {
                stop(daemon);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        leash.close();
    }

    private void hold() throws IOException {
        leash.hold(
                running.stream()
                        .map(daemon -> new Leash.Held(daemon.process().pid(), "TERM"))
                        .toList());
    }

    private static boolean ended(List<ProcessHandle> family) throws InterruptedException {
        CompletableFuture<?>[] ends =
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot be waited for", e);
        }
    }

    /// One process.
    ///
    /// @param said the file that its output goes to
    record Daemon(String name, Process process, Path said) {
        /// Looks whether it still runs.
        ///
        /// @throws CannotStart if it has ended, with its last lines
        void check() throws CannotStart, IOException {
            if (!process.isAlive()) {
                List<String> lines = Files.readAllLines(said);
                throw new CannotStart(
                        Exit.SOFTWARE,
                        name
                                + " ended with exit code "
                                + process.exitValue()
                                + " (expected: to go on running); it said:\n"
                                + String.join(
                                        "\n",
                                        lines.subList(
                                                Math.max(0, lines.size() - SHOWN), lines.size())));
            }
        }
    }
}
