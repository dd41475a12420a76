package croft.stack.fuzz;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Several targets, some at a time, each with the same share of the time.
///
/// @param jobs how many run at once; each keeps one core busy, and a second one a little
public record Fuzzing(Fuzzer fuzzer, List<Target> targets, int jobs) {
    public Fuzzing {
        targets = List.copyOf(targets);
    }

    /// Runs all and waits for them.
    ///
    /// @param time for all together
    /// @param begins told of each target, from any thread
    /// @param ends told of each target and what came of it, from any thread
    public Map<Target, Outcome> run(
            Duration time, Consumer<Target> begins, BiConsumer<Target, Outcome> ends)
            throws InterruptedException {
        Duration share = share(time);
        Map<Target, Future<Outcome>> running = new LinkedHashMap<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, jobs))) {
            try {
                for (Target target : targets) {
                    running.put(
                            target,
                            workers.submit(() -> {
                                begins.accept(target);
                                Outcome outcome = fuzzer.run(target, share);
                                ends.accept(target, outcome);
                                return outcome;
                            }));
                }
                Map<Target, Outcome> outcomes = new LinkedHashMap<>();
                for (Map.Entry<Target, Future<Outcome>> entry : running.entrySet()) {
                    outcomes.put(entry.getKey(), entry.getValue().get());
                }
                return outcomes;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /// What each target gets, in whole seconds, at least one.
    Duration share(Duration time) {
        int together = Math.clamp(jobs, 1, targets.size());
        return Duration.ofSeconds(
                Math.max(1, time.multipliedBy(together).dividedBy(targets.size()).toSeconds()));
    }
}
