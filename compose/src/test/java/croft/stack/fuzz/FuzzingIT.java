package croft.stack.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every target is fuzzed for a moment, so that each build looks at inputs that none has seen; what
/// is found fails it, and says how it is seen again.
class FuzzingIT {
    /// A build finds what the one before it found; `croft fuzz` looks elsewhere.
    private static final int SEED = 20_261_122;

    private static final Duration EACH = Duration.ofSeconds(2);

    @Test
    @Timeout(600)
    void nothingIsFoundInAMoment() throws Exception {
        int jobs = Runtime.getRuntime().availableProcessors();
        Fuzzing fuzzing =
                new Fuzzing(
                        new Fuzzer(tree(), Optional.empty(), Optional.of(SEED)), Target.ALL, jobs);
        Map<Target, Outcome> outcomes =
                fuzzing.run(
                        EACH.multipliedBy(Target.ALL.size()).dividedBy(jobs),
                        _ -> {},
                        (target, outcome) -> System.out.println(target.name() + ": " + outcome));
        outcomes.forEach((target, outcome) ->
                assertThat(outcome)
                        .as("%s; to see it again: %s", target.name(), target.replay())
                        .isInstanceOf(Outcome.Clean.class));
    }

    @Test
    @Timeout(60)
    void leavesNoFuzzerBehindWhenItIsInterrupted() throws Exception {
        Thread test = Thread.currentThread();
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        var fuzzer = new CompletableFuture<ProcessHandle>();
        Fuzzing fuzzing =
                new Fuzzing(
                        new Fuzzer(tree(), Optional.empty(), Optional.of(SEED)),
                        List.of(Target.named("ranges").orElseThrow()),
                        1);
        assertThatThrownBy(() ->
                        fuzzing.run(
                                Duration.ofMinutes(10),
                                _ ->
                                        Thread.ofVirtual()
                                                .start(() -> {
                                                    fuzzer.complete(child(before));
                                                    test.interrupt();
                                                }),
                                (_, _) -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(fuzzer.get().onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    /// Waits until there is one more than before: other tests may have left Docker's daemon
    /// running.
    private static ProcessHandle child(Set<ProcessHandle> before) {
        while (true) {
            Optional<ProcessHandle> child =
                    ProcessHandle.current()
                            .children()
                            .filter(process -> !before.contains(process))
                            .findAny();
            if (child.isPresent()) {
                return child.get();
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static SourceTree tree() throws IOException {
        return new SourceTree(Path.of("..").toRealPath(), Path.of(System.getProperty("java.home")));
    }
}
