package croft.stack.launch;

import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.Seconds;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A program and the virtual thread that keeps it running: starts it, waits until it is ready,
/// waits until it ends, decides whether and when to start it again.
///
/// States: starting → up → waiting → starting …, given up, stopped; each change is told to the
/// listener on that thread.
final class Supervised {
    private static final Duration POLL = Duration.ofMillis(40);
    private static final int NOT_STARTED = 127;

    private final Program program;
    private final LogFile log;
    private final InstantSource clock;
    private final Listener listener;
    private final RestartPolicy policy = new RestartPolicy();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<State> settled = new CompletableFuture<>();

    private volatile State state = State.STARTING;
    private volatile Instant since;
    private volatile Optional<String> problem = Optional.empty();
    private volatile OptionalInt managementPort = OptionalInt.empty();
    private final AtomicInteger restarts = new AtomicInteger();
    private @Nullable Process process;

    Supervised(Program program, LogFile log, InstantSource clock, Listener listener) {
        this.program = program;
        this.log = log;
        this.clock = clock;
        this.listener = listener;
        this.since = clock.instant();
    }

    void start() {
        Thread.ofVirtual().name("supervise-" + program.name()).start(this::keepRunning);
    }

    Program program() {
        return program;
    }

    LogFile log() {
        return log;
    }

    State state() {
        return state;
    }

    int restarts() {
        return restarts.get();
    }

    Optional<String> problem() {
        return problem;
    }

    /// Completed with the first of up, given up and stopped that comes.
    CompletableFuture<State> settled() {
        return settled;
    }

    synchronized Optional<Long> pid() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::pid);
    }

    ProcessReport report() {
        Optional<Long> pid = pid();
        return new ProcessReport(
                program.name(),
                program.kind(),
                state,
                pid,
                pid.flatMap(ProcessHandle::of).flatMap(handle -> handle.info().startInstant()),
                managementPort,
                restarts.get(),
                since,
                problem);
    }

    /// Asks the program to end and waits; kills it when its patience is over or `hurry` is.
    void stop(CountDownLatch hurry) throws InterruptedException, IOException {
        Process running;
        synchronized (this) {
            stopping.countDown();
            running = process;
        }
        if (running != null && running.isAlive()) {
            Signals.send(running.pid(), program.signal());
            Thread impatience =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    hurry.await(
                                            program.patience().toMillis(), TimeUnit.MILLISECONDS);
                                    // what it has started must not outlive it
                                    running.descendants().forEach(ProcessHandle::destroyForcibly);
                                    running.destroyForcibly();
                                } catch (InterruptedException e) {
                                    // it ended by itself
                                }
                            });
            running.waitFor();
            impatience.interrupt();
        }
        if (state != State.GIVEN_UP) {
            become(State.STOPPED);
        }
    }

    private void keepRunning() {
        try {
            while (stopping.getCount() > 0) {
                Ended ended = runOnce();
                if (stopping.getCount() == 0) {
                    return;
                }
                switch (policy.after(ended.exitCode(), ended.up())) {
                    case RestartPolicy.Decision.Again(Duration delay) -> {
                        problem = Optional.of(ended.words());
                        become(State.WAITING);
                        listener.ended(this, ended, delay);
                        if (stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                            return;
                        }
                        restarts.incrementAndGet();
                    }
                    case RestartPolicy.Decision.GiveUp() -> {
                        problem = Optional.of(ended.words());
                        become(State.GIVEN_UP);
                        settled.complete(State.GIVEN_UP);
                        listener.givenUp(this, ended);
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            settled.complete(State.STOPPED);
        }
    }

    /// One life of the process.
    private Ended runOnce() throws InterruptedException {
        become(State.STARTING);
        Instant begun = clock.instant();
        Process started;
        try {
            Program.Attempt attempt = program.starter().prepare();
            managementPort = attempt.managementPort();
            synchronized (this) {
                if (stopping.getCount() == 0) {
                    return new Ended(NOT_STARTED, Duration.ZERO, Optional.empty());
                }
                started = attempt.builder().redirectErrorStream(true).start();
                process = started;
            }
            // An empty standard input: what the program reads ends at once.
            try (OutputStream _ = started.getOutputStream()) {
                listener.changed();
            }
            log.copy(program.name(), started.getInputStream());
            while (!attempt.readiness().ready(started)) {
                if (started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    attempt.unready().clean();
                    return new Ended(started.exitValue(), Duration.ZERO, lastWords());
                }
            }
        } catch (IOException e) {
            return new Ended(
                    NOT_STARTED, Duration.ZERO, Optional.of(String.valueOf(e.getMessage())));
        }
        Instant ready = clock.instant();
        problem = Optional.empty();
        become(State.UP);
        settled.complete(State.UP);
        listener.up(this, Duration.between(begun, ready));
        int exitCode = started.waitFor();
        return new Ended(
                exitCode, atLeastOneMilli(Duration.between(ready, clock.instant())), lastWords());
    }

    private Optional<String> lastWords() {
        try {
            List<String> tail = log.tail(1);
            return tail.isEmpty() ? Optional.empty() : Optional.of(tail.getFirst().strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void become(State next) {
        state = next;
        since = clock.instant();
        listener.changed();
    }

    private static Duration atLeastOneMilli(Duration up) {
        return up.isPositive() ? up : Duration.ofMillis(1);
    }

    /// How a life of the process ended.
    ///
    /// @param up how long it was ready; zero if it never was
    record Ended(int exitCode, Duration up, Optional<String> lastWords) {
        String words() {
            String how =
                    switch (exitCode) {
                        case NOT_STARTED -> "could not be started";
                        case 137 -> "was killed (signal 9)";
                        case 139 -> "crashed (signal 11)";
                        default ->
                                exitCode > 128 && exitCode < 160
                                        ? "ended by signal " + (exitCode - 128)
                                        : "ended with exit code " + exitCode;
                    };
            return up.isZero()
                    ? how + lastWords.map(said -> ": " + said).orElse("")
                    : how + " after " + Seconds.of(up);
        }
    }

    /// Who is told about a program's life.
    interface Listener {
        /// Any change of state or process.
        void changed();

        void up(Supervised program, Duration took);

        void ended(Supervised program, Ended ended, Duration delay);

        void givenUp(Supervised program, Ended ended);
    }
}
