package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A stack in containers, as the engine describes it now.
public final class ContainerStack {
    private static final String DATABASE = "db";
    private static final String EDGE = "edge-proxy";

    private final OperatorFolder folder;
    private final Engine engine;
    private final Map<String, Container> containers;

    private ContainerStack(
            OperatorFolder folder, Engine engine, Map<String, Container> containers) {
        this.folder = folder;
        this.engine = engine;
        this.containers = containers;
    }

    /// The containers of a folder, whether they run or not; empty if it has none.
    ///
    /// @throws CannotStart if the folder is one for containers, and Docker does not answer
    public static Optional<ContainerStack> on(Path path)
            throws IOException, InterruptedException, CannotStart {
        var folder = new OperatorFolder(path);
        if (!folder.isWritten() || !isInstalled()) {
            return Optional.empty();
        }
        var engine = Engine.running();
        var found = new ArrayList<Container>();
        for (Container container : engine.containers(folder.project())) {
            if (folder.made(container)) {
                found.add(container);
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new ContainerStack(folder, engine, Startup.byService(found)));
    }

    /// Whether a container of a folder runs. One for which Docker does not answer has none.
    public static boolean isRunning(Path path) throws IOException, InterruptedException {
        try {
            return on(path).filter(stack ->
                            stack.containers.values().stream()
                                    .anyMatch(container -> container.pid() != 0))
                    .isPresent();
        } catch (CannotStart e) {
            return false;
        }
    }

    /// A machine without Docker runs nothing in containers.
    private static boolean isInstalled() {
        for (String place : System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1)) {
            if (Files.isExecutable(Path.of(place.isEmpty() ? "." : place, "docker"))) {
                return true;
            }
        }
        return false;
    }

    /// The stack as the other commands know one: a process for each container.
    public StackReport report() throws IOException, CannotStart {
        var processes = new ArrayList<ProcessReport>();
        for (String service : folder.services()) {
            Container container = containers.get(service);
            if (container == null) {
                processes.add(absent(service));
            } else if (!(service.equals(Startup.MIGRATE) && container.isDone())) {
                processes.add(process(container));
            }
        }
        Instant since =
                containers.values().stream()
                        .flatMap(container -> container.started().stream())
                        .min(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        boolean ready =
                processes.stream().allMatch(process -> process.state() == ProcessReport.State.UP);
        return new StackReport(
                folder.path(),
                0,
                since,
                ready ? Optional.of(since) : Optional.empty(),
                published(EDGE, "8080/tcp"),
                httpsPort(),
                published(DATABASE, "5432/tcp"),
                processes);
    }

    /// The management port of a service; empty if it does not run, or has none.
    public Optional<ManagementPort> management(String service) {
        return Optional.ofNullable(containers.get(service)).flatMap(Diagnosis::management);
    }

    /// Where this machine reaches a service's traffic port.
    public Optional<String> address(String service) {
        return Optional.ofNullable(containers.get(service)).flatMap(Diagnosis::address);
    }

    /// What each container takes, and where it comes from.
    public List<ContainerUse> use() throws IOException, InterruptedException, CannotStart {
        List<Container> running =
                containers.values().stream().filter(container -> container.pid() != 0).toList();
        Map<String, Long> memory = engine.memory(running.stream().map(Container::id).toList());
        return running.stream()
                .map(container ->
                        new ContainerUse(
                                container.service(),
                                memory.getOrDefault(container.id(), 0L),
                                container.memoryLimit(),
                                container.image()))
                .toList();
    }

    /// Volumes that are full, or nearly so, a line each.
    public List<String> fullVolumes() throws IOException, InterruptedException, CannotStart {
        var full = new ArrayList<String>();
        for (Container container : containers.values()) {
            if (container.pid() == 0) {
                continue;
            }
            for (String volume : container.volumes()) {
                Optional<Integer> used = engine.usedPercent(container, volume);
                if (used.isPresent() && used.get() >= 95) {
                    full.add(
                            "the volume of "
                                    + container.service()
                                    + " ("
                                    + volume
                                    + ") is "
                                    + (used.get() == 100 ? "full" : used.get() + " % full"));
                }
            }
        }
        return full;
    }

    /// Copies a file out of a container; nothing happens if it has none.
    public void copy(String service, String file, Path to)
            throws IOException, InterruptedException, CannotStart {
        Container container = containers.get(service);
        if (container != null) {
            Files.createDirectories(to.toAbsolutePath().resolveSibling(""));
            engine.ask("cp", container.id() + ":" + file, to.toString());
        }
    }

    /// Names of the services that have a container.
    public List<String> services() {
        return List.copyOf(containers.keySet());
    }

    /// The last lines that a service wrote, and with `follow` those that it writes next, until it
    /// ends or the thread is interrupted.
    public void logs(String service, int lines, boolean follow, Consumer<String> line)
            throws IOException, InterruptedException, CannotStart {
        Container container = containers.get(service);
        if (container != null) {
            engine.logs(container.id(), lines, follow, line);
        }
    }

    /// Lines of a file in a running container, from its end: the last `lines` or, if that is not
    /// given, all; with `follow` those that come after them and no others.
    public void tail(
            String service, String file, OptionalInt lines, boolean follow, Consumer<String> line)
            throws IOException, InterruptedException, CannotStart {
        Container container = containers.get(service);
        if (container == null || container.pid() == 0) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, service + " does not run; croft status tells more");
        }
        engine.tail(
                container.id(),
                file,
                lines.isPresent() ? Integer.toString(lines.getAsInt()) : "+1",
                follow,
                line);
    }

    /// Stops and removes the containers; volumes stay.
    ///
    /// @throws CannotStart if Compose cannot
    public void remove() throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = Compose.in(folder).tell("down");
        if (!ended.ok()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, "Compose: " + ended.lastWords().orElse("it failed"));
        }
    }

    private ProcessReport process(Container container) {
        Optional<String> problem = Diagnosis.of(container);
        Optional<ManagementPort> port = Diagnosis.management(container);
        return new ProcessReport(
                container.service(),
                kind(container),
                state(container),
                container.pid() == 0 ? Optional.empty() : Optional.of(container.pid()),
                container.started(),
                port.isPresent() ? OptionalInt.of(port.get().port()) : OptionalInt.empty(),
                container.restarts(),
                container.started().orElse(Instant.EPOCH),
                problem);
    }

    private static ProcessReport absent(String service) {
        return new ProcessReport(
                service,
                ProcessReport.Kind.APPLICATION,
                ProcessReport.State.STOPPED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                0,
                Instant.EPOCH,
                Optional.of("has no container"));
    }

    private static ProcessReport.Kind kind(Container container) {
        if (container.service().equals(DATABASE)) {
            return ProcessReport.Kind.DATABASE;
        }
        return container.environment().containsKey("CROFT_MANAGEMENT_PORT")
                ? ProcessReport.Kind.SERVICE
                : ProcessReport.Kind.APPLICATION;
    }

    private static ProcessReport.State state(Container container) {
        if (container.isUp()) {
            return ProcessReport.State.UP;
        }
        return switch (container.phase()) {
            case RUNNING ->
                    container.health() == Container.Health.STARTING
                            ? ProcessReport.State.STARTING
                            : ProcessReport.State.UNHEALTHY;
            case RESTARTING -> ProcessReport.State.WAITING;
            case CREATED, PAUSED, ENDED -> ProcessReport.State.STOPPED;
        };
    }

    /// The one that visitors use.
    private int httpsPort() {
        Container edge = containers.get(EDGE);
        String told =
                edge == null ? "" : edge.environment().getOrDefault("CROFT_PUBLIC_HTTPS_PORT", "");
        return told.matches("\\d{1,5}") ? Integer.parseInt(told) : published(EDGE, "8443/tcp");
    }

    /// One for the world rather than one on loopback; 0 if there is none.
    private int published(String service, String port) {
        Container container = containers.get(service);
        List<Container.Published> places =
                container == null ? List.of() : container.published().getOrDefault(port, List.of());
        return places.stream()
                .filter(place -> !place.address().equals("127.0.0.1"))
                .findFirst()
                .or(() -> places.stream().findFirst())
                .map(Container.Published::port)
                .orElse(0);
    }

    /// For programs: what the engine knows of each.
    public List<Map<String, Object>> toJson(List<ContainerUse> use) {
        var list = new ArrayList<Map<String, Object>>();
        containers.forEach((service, container) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("service", service);
            json.put("container", container.name());
            json.put("image", container.image());
            json.put("state", container.phase().name().toLowerCase(Locale.ROOT));
            json.put("health", container.health().name().toLowerCase(Locale.ROOT));
            json.put("restarts", container.restarts());
            json.put("exitCode", container.exitCode());
            use.stream()
                    .filter(one -> one.service().equals(service))
                    .findFirst()
                    .ifPresent(one -> {
                        json.put("memory", one.memory());
                        json.put("memoryLimit", one.memoryLimit());
                    });
            list.add(json);
        });
        return list;
    }
}
