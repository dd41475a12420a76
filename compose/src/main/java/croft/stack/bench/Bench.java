package croft.stack.bench;

import croft.stack.figures.Conditions;
import croft.stack.figures.Load;
import croft.stack.figures.Results;
import croft.stack.figures.Run;
import croft.stack.launch.CannotStart;
import croft.stack.launch.FreePorts;
import croft.stack.launch.Stack;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One bench from the first process to the last: makes its folder, starts origin, stack and peers,
/// has everything measured, ends what it started, and removes the folder.
public final class Bench {
    private final BenchSettings settings;
    private final BenchGround ground;
    private final Progress progress;
    private final InstantSource clock;

    public Bench(
            BenchSettings settings, BenchGround ground, Progress progress, InstantSource clock) {
        this.settings = settings;
        this.ground = ground;
        this.progress = progress;
        this.clock = clock;
    }

    /// Measures everything.
    ///
    /// @param each hears of every run as soon as it is done, so that an interrupt or a failure
    ///   loses none of those before
    public void run(Consumer<Run> each) throws CannotStart, IOException, InterruptedException {
        var programs = new Programs(ground.path());
        programs.require(needed());
        RandomGenerator random = RandomGenerator.getDefault();
        var ports = new FreePorts(random);
        try (Workshop workshop = Workshop.make(ground.templates(), random);
                Daemons daemons = Daemons.in(workshop.folder());
                var tls = new TlsClientProcess(ground.java(), ground.classPath(), settings.pin())) {
            Origin origin = Origin.start(workshop, programs, daemons, ports.next());
            progress.begin("starting the edge");
            Stack stack =
                    ground.edge()
                            .start(
                                    new EdgeFolder(
                                                    workshop.folder().resolve("edge"),
                                                    origin.port(),
                                                    workshop.folder().resolve("www"))
                                            .write(settings.edge()));
            try {
                progress.drop("starting the edge");
                EdgeCertificate certificate =
                        EdgeCertificate.of(
                                stack.report().databasePort(),
                                workshop.folder().resolve("edge/.croft/secrets"));
                certificate.write(workshop);
                List<Server> servers = new ArrayList<>();
                servers.add(new OurEdge(stack));
                for (Peer peer : settings.peers()) {
                    servers.add(
                            new PeerServer(
                                    peer,
                                    workshop,
                                    programs,
                                    daemons,
                                    new PeerServer.Ports(ports.next(), ports.next(), origin.port()),
                                    ground.root()));
                }
                var probe = new Probe(certificate.chain());
                var clients = new Clients(workshop.folder(), programs, tls, settings.pin());
                new Sequence(
                                settings,
                                servers,
                                fileServers(workshop, programs, daemons, ports, stack),
                                new Measuring(origin, clients, probe, clock),
                                new Trial(workshop, probe, settings.pin()),
                                progress,
                                clock)
                        .run(each);
            } catch (IOException e) {
                // An interrupt during input or output comes so; what is ended below must not see
                // it.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                throw e;
            } finally {
                stack.stop();
            }
        }
    }

    /// Started only if a load is for them.
    private List<FileServer> fileServers(
            Workshop workshop, Programs programs, Daemons daemons, FreePorts ports, Stack stack)
            throws CannotStart, IOException, InterruptedException {
        return settings.loads().stream().noneMatch(Load.Files.class::isInstance)
                ? List.of()
                : List.of(
                        FileServer.ours(stack),
                        FileServer.nginx(workshop, programs, daemons, ports.next()));
    }

    /// What was measured, and under which conditions.
    public Results results(List<Run> runs) {
        return new Results(conditions(new Programs(ground.path())), OurEdge.NAME, runs);
    }

    private Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>(Clients.PROGRAMS);
        needed.addAll(List.of("nginx", "setsid", "taskset"));
        for (Peer peer : settings.peers()) {
            needed.addAll(peer.kind().programs());
            if (peer.equals(new Peer(Peer.Kind.HITCH_AND_VARNISH, true))) {
                needed.add("varnishncsa");
            }
        }
        return needed;
    }

    private Conditions conditions(Programs programs) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("edge", "croft " + ground.version() + ", Java " + Runtime.version());
        settings.peers().stream()
                .map(Peer::kind)
                .distinct()
                .flatMap(kind -> kind.programs().stream())
                .forEach(program -> versions.put(program, Versions.of(programs, program)));
        Clients.PROGRAMS.forEach(program -> versions.put(program, Versions.of(programs, program)));
        return new Conditions(
                clock.instant(),
                Versions.machine(),
                versions,
                settings.rounds(),
                settings.seconds(),
                settings.warm(),
                settings.pin().map(Pin::toString).orElse("not pinned"));
    }

    /// Where a bench takes place.
    ///
    /// @param templates the folder of the peers' configurations
    /// @param java the JDK that our TLS client runs on
    /// @param classPath of this program
    /// @param path as the variable `PATH`
    /// @param root whether it is root who measures
    /// @param version of Croft
    public record BenchGround(
            Path templates,
            Path java,
            String classPath,
            String path,
            boolean root,
            String version,
            EdgeStart edge) {}

    /// Starts a stack as `croft up` does.
    @FunctionalInterface
    public interface EdgeStart {
        /// Returns when it is up.
        ///
        /// @param folder holds croft.yml
        Stack start(Path folder) throws CannotStart, IOException, InterruptedException;
    }
}
