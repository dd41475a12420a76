package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The start of a stack in containers: Compose makes and starts them, and each is given its time
/// until it is healthy, or it is clear that it will not be.
record Startup(
        OperatorFolder folder,
        Engine engine,
        Compose compose,
        Progress progress,
        InstantSource clock) {
    private static final Duration POLL = Duration.ofMillis(500);

    /// A large table takes a while to be changed.
    private static final Duration MIGRATION = Duration.ofMinutes(10);

    /// A container that the engine has started again so often will not come up by the next time.
    private static final int FUTILE = 4;

    /// What others are not started without.
    private static final Set<String> AWAITED = Set.of("db", "migrate");

    /// Ends well, and is not among those that run.
    static final String MIGRATE = "migrate";

    /// Starts what does not run, replaces what has changed, and waits.
    ///
    /// @param wanted the services of the stack
    /// @return those that are not up, with the reason, a line each; empty if all is well
    Map<String, String> start(Set<String> wanted)
            throws IOException, InterruptedException, CannotStart {
        String project = folder.project();
        var seen = new HashSet<String>();
        // until Compose is done it may yet replace one that was there before
        Set<String> before =
                engine.containers(project).stream().map(Container::id).collect(Collectors.toSet());
        wanted.stream().sorted().forEach(progress::begin);
        Run.Ended told =
                compose.tell(
                        () -> {
                            List<Container> now = engine.containers(project);
                            tick(
                                    now.stream().filter(one -> !before.contains(one.id())).toList(),
                                    seen);
                            return now.stream().noneMatch(Startup::isFutile);
                        },
                        "up",
                        "--detach");
        Map<String, String> down = await(project, wanted, seen);
        progress.close();
        if (!told.ok() && down.isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, "Compose: " + told.lastWords().orElse("it failed"));
        }
        if (!told.ok()) {
            var first = new LinkedHashMap<String, String>(down);
            told.complaint().ifPresent(words -> first.put("compose", words));
            return first;
        }
        return down;
    }

    /// Waits until each service is up, or has had its time.
    Map<String, String> await(String project, Set<String> wanted, Set<String> seen)
            throws IOException, InterruptedException, CannotStart {
        Map<String, Long> deadlines = new LinkedHashMap<>();
        while (true) {
            Map<String, Container> containers = byService(engine.containers(project));
            tick(
                    containers.values().stream()
                            .filter(container -> wanted.contains(container.service()))
                            .toList(),
                    seen);
            boolean pending = false;
            for (String service : wanted) {
                Container container = containers.get(service);
                pending |= container != null && isPending(container, deadlines);
            }
            if (!pending) {
                return reasons(containers, wanted);
            }
            Thread.sleep(POLL);
        }
    }

    /// Whether it is neither up nor lost.
    private boolean isPending(Container container, Map<String, Long> deadlines) {
        if (isWell(container)) {
            return false;
        }
        boolean coming =
                switch (container.phase()) {
                    case RUNNING ->
                            container.health() == Container.Health.STARTING
                                    || container.service().equals(MIGRATE);
                    case RESTARTING -> container.restarts() < FUTILE;
                    case CREATED, PAUSED, ENDED -> false;
                };
        long now = clock.instant().toEpochMilli();
        long deadline =
                Objects.requireNonNull(
                        deadlines.computeIfAbsent(
                                container.service(), _ -> now + patience(container).toMillis()));
        return coming && now < deadline && container.restarts() < FUTILE;
    }

    /// Compose would wait for it for ever, as the engine starts it again for ever.
    private static boolean isFutile(Container container) {
        return AWAITED.contains(container.service()) && container.restarts() >= FUTILE;
    }

    private static Duration patience(Container container) {
        return container.service().equals(MIGRATE) ? MIGRATION : container.patience();
    }

    static boolean isWell(Container container) {
        return container.service().equals(MIGRATE) ? container.isDone() : container.isUp();
    }

    private void tick(Iterable<Container> containers, Set<String> seen) {
        for (Container container : containers) {
            if (isWell(container) && seen.add(container.service())) {
                progress.end(container.service());
            }
        }
    }

    private Map<String, String> reasons(Map<String, Container> containers, Set<String> wanted)
            throws IOException, InterruptedException, CannotStart {
        var reasons = new TreeMap<String, String>();
        for (String service : wanted) {
            Container container = containers.get(service);
            if (container == null) {
                reasons.put(service, "not started");
            } else if (!isWell(container)) {
                reasons.put(service, reason(container));
            }
        }
        return reasons;
    }

    /// What the service says of itself, else what its health check said; and the last line of its
    /// log.
    private String reason(Container container)
            throws IOException, InterruptedException, CannotStart {
        String why = Diagnosis.of(container).orElse("not up");
        return why
                + engine.lastLine(container).map(line -> "\n  its last line: " + line).orElse("");
    }

    static Map<String, Container> byService(List<Container> containers) {
        var byService = new TreeMap<String, Container>();
        containers.forEach(container -> byService.put(container.service(), container));
        return byService;
    }
}
