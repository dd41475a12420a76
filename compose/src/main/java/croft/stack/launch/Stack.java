package croft.stack.launch;

import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.Kind;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A running stack: the hold on its data folder, its database, services and applications, and the
/// leash that ends them with the launcher.
///
/// What takes long happens side by side: the services' JVMs start while PostgreSQL is unpacked,
/// initialised, started and migrated; they wait for a database that is not there yet.
public final class Stack {
    /// After so long the operator is told what is still missing, and the stack goes on trying.
    private static final Duration EXPECTED_START = Duration.ofSeconds(60);

    private static final Duration DATABASE_START = Duration.ofSeconds(60);

    /// Another server must take a port within a second, three times in a row.
    private static final int PORT_ATTEMPTS = 3;

    /// A server that ends so often in its first seconds will not start; its log says why.
    private static final int DATABASE_ATTEMPTS = 4;

    private static final int STOP_GROUPS = 3;

    private final Order order;
    private final DataFolder data;
    private final Hold hold;
    private final Leash leash;
    private final Progress progress;
    private final InstantSource clock;
    private final Instant since;
    private final FreePorts ports = new FreePorts(RandomGenerator.getDefault());
    private final List<Supervised> processes = new ArrayList<>();
    private final SequencedMap<String, Duration> phases = new LinkedHashMap<>();
    private final CountDownLatch hurry;
    private final CompletableFuture<State> trouble = new CompletableFuture<>();
    private @Nullable BackendPorts backends;
    private int databasePort;
    private @Nullable Instant ready;

    private Stack(
            Order order,
            Hold hold,
            Leash leash,
            Progress progress,
            InstantSource clock,
            CountDownLatch hurry,
            Instant since) {
        this.order = order;
        this.data = order.data();
        this.hold = hold;
        this.leash = leash;
        this.progress = progress;
        this.clock = clock;
        this.hurry = hurry;
        this.since = since;
    }

    /// Starts everything and returns when all of it is up, or when it is clear that some of it will
    /// not be; those are told in the report and tried on.
    ///
    /// @param hurry once it is zero, what does not end at once is killed
    /// @throws CannotStart if nothing was started, or all of it was stopped again
    /// @throws InterruptedException if the thread was interrupted; all was stopped again
    public static Stack start(
            Order order, Progress progress, InstantSource clock, CountDownLatch hurry)
            throws CannotStart, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(order, progress, clock, hurry);
            } catch (PortTaken e) {
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                progress.say(e.reason() + "; beginning again with others");
            }
        }
    }

    private static Stack startOnce(
            Order order, Progress progress, InstantSource clock, CountDownLatch hurry)
            throws CannotStart, InterruptedException {
        Instant since = clock.instant();
        Procfile procfile = Procfile.of(order.folder(), ownNames(order));
        Hold hold = Hold.take(order.data(), clock);
        try {
            Order checked = order.listening(order.listen().checked());
            var stack = new Stack(checked, hold, Leash.start(), progress, clock, hurry, since);
            try {
                stack.begin(procfile);
                return stack;
            } catch (CannotStart | IOException | InterruptedException | RuntimeException e) {
                // An interrupt during input or output comes as an IOException.
                boolean interrupted = Thread.interrupted();
                stack.stopAtOnce();
                if (interrupted) {
                    throw new InterruptedException();
                }
                throw e;
            }
        } catch (IOException e) {
            release(hold);
            throw new CannotStart(Exit.CANNOT_WRITE, order.data() + ": " + e.getMessage());
        } catch (CannotStart | InterruptedException | RuntimeException e) {
            release(hold);
            throw e;
        }
    }

    public synchronized StackReport report() {
        return new StackReport(
                order.folder(),
                ProcessHandle.current().pid(),
                since,
                Optional.ofNullable(ready),
                order.listen().httpPort(),
                order.listen().httpsPort(),
                databasePort,
                processes.stream().map(Supervised::report).toList());
    }

    /// How long each part of the start took, in the order they ended; those of services run side by
    /// side.
    public synchronized Map<String, Duration> phases() {
        return new LinkedHashMap<>(phases);
    }

    /// Ends everything: the edge, so that no new request comes; then the others; then the database.
    public void stop() throws InterruptedException {
        stop(hurry);
    }

    /// After a start that failed nobody has anything to finish.
    private void stopAtOnce() throws InterruptedException {
        stop(new CountDownLatch(0));
    }

    private void stop(CountDownLatch urgency) throws InterruptedException {
        for (int group = 0; group < STOP_GROUPS; group++) {
            // The database always ends in order: it has what must not be lost.
            stopTogether(byOrder(group), group == STOP_GROUPS - 1 ? hurry : urgency);
        }
        try {
            leash.close();
            Files.deleteIfExists(data.runFile());
        } catch (IOException e) {
            progress.say("croft: " + data.runFile() + ": " + e.getMessage());
        }
        release(hold);
    }

    private void begin(Procfile procfile) throws CannotStart, IOException, InterruptedException {
        Permissions.privateFolder(data.logs());
        Permissions.privateFolder(data.runFile().resolveSibling(""));
        Leftovers.end(data);
        var secrets = new GeneratedSecrets(data.secrets());
        secrets.complete();
        databasePort = ports.next();
        backends = BackendPorts.chosen(ports, order.listen().chatPort());

        List<Supervised> started = new ArrayList<>();
        for (Service service : order.services()) {
            started.add(supervise(program(service)));
        }
        for (Procfile.Entry entry : procfile.processes()) {
            started.add(supervise(new Application(order, entry).program()));
        }
        started.forEach(process -> {
            progress.begin(process.program().name());
            process.start();
        });
        startDatabase(secrets);
        awaitAll(started);
        progress.close();
        synchronized (this) {
            ready = clock.instant();
        }
        writeRunFile();
    }

    private Program program(Service service) {
        String url = "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
        return new ServiceProgram(order, service, url, Objects.requireNonNull(backends, "begun"))
                .program();
    }

    /// Starts those of the services that do not run yet, and returns at once.
    ///
    /// @param services that the declaration, as it stands now, has work for
    public synchronized void add(List<Service> services) throws IOException {
        for (Service service : services) {
            if (processes.stream().noneMatch(p -> p.program().name().equals(service.name()))) {
                progress.say(service.name() + " is started: croft.yml needs it now");
                supervise(program(service)).start();
            }
        }
    }

    private void startDatabase(GeneratedSecrets secrets)
            throws CannotStart, IOException, InterruptedException {
        Path folder =
                Files.isDirectory(data.postgres())
                        ? data.postgres()
                        : Permissions.privateFolder(data.postgres());
        Path home = binaries();
        var postgres = new Postgres(home, folder, DatabaseUser.find(home, folder), databasePort);
        if (!postgres.exists()) {
            progress.begin("initdb");
            postgres.initialise(secrets.read(GeneratedSecrets.DATABASE_OWNER));
            note("initdb");
        }
        postgres.checkVersion(order.postgresVersion());
        progress.begin(Postgres.NAME);
        Supervised database = supervise(postgres.program());
        database.start();
        await(database);
        progress.begin("migrations");
        order.schema().apply(postgres.url(), data.secrets());
        note("migrations");
    }

    private Path binaries() throws CannotStart, IOException {
        boolean root = Permissions.ourselves() == 0;
        Path shared = order.cache();
        boolean useShared = !root || Permissions.passableByAll(shared);
        Path cache = useShared && canWrite(shared) ? shared : data.cache();
        if (PostgresBinaries.areIn(cache, order.postgresVersion())) {
            return PostgresBinaries.in(cache, order.postgresVersion());
        }
        progress.begin("unpacking PostgreSQL");
        Path home = PostgresBinaries.in(cache, order.postgresVersion());
        note("unpacking PostgreSQL");
        return home;
    }

    private static boolean canWrite(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private void await(Supervised database) throws CannotStart, InterruptedException {
        State state = settled(database, DATABASE_START);
        if (state != State.UP) {
            throw notStarting(database);
        }
    }

    private static CannotStart notStarting(Supervised database) {
        return new CannotStart(
                Exit.SOFTWARE,
                "PostgreSQL does not start: "
                        + database.problem().orElse("it is not ready")
                        + "\n"
                        + String.join("\n", lastLines(database))
                        + "\nsee "
                        + database.log().path());
    }

    private static List<String> lastLines(Supervised process) {
        try {
            return process.log().tail(15);
        } catch (IOException e) {
            return List.of();
        }
    }

    private void awaitAll(List<Supervised> started) throws CannotStart, InterruptedException {
        Instant deadline = since.plus(EXPECTED_START);
        for (Supervised process : started) {
            Duration left = Duration.between(clock.instant(), deadline);
            State state = settled(process, left.isNegative() ? Duration.ZERO : left);
            if (state == State.STARTING || state == State.WAITING) {
                progress.drop(process.program().name());
                progress.say(
                        process.program().name()
                                + " is not up after "
                                + Seconds.of(EXPECTED_START)
                                + ": "
                                + why(process)
                                + "; see "
                                + process.log().path());
            }
        }
    }

    private static String why(Supervised process) {
        ProcessReport report = process.report();
        if (report.problem().isPresent()) {
            return report.problem().get();
        }
        return report.managementPort().isPresent()
                ? ServiceProgram.unready(report.managementPort().getAsInt())
                        .orElse("it is ready now")
                : "it is starting";
    }

    private State settled(Supervised process, Duration limit)
            throws CannotStart, InterruptedException {
        try {
            CompletableFuture.anyOf(process.settled(), trouble)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return process.state();
        } catch (TimeoutException e) {
            return process.state();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CannotStart reason) {
                throw reason;
            }
            throw new IllegalStateException(
                    process.program().name() + " was not supervised to its end", e);
        }
    }

    private synchronized Supervised supervise(Program program) throws IOException {
        var process =
                new Supervised(
                        program,
                        new LogFile(data.log(program.name()), LogFile.LIMIT),
                        clock,
                        new Teller());
        processes.add(process);
        return process;
    }

    private synchronized void note(String phase) {
        phases.put(phase, progress.end(phase));
    }

    private synchronized List<Supervised> byOrder(int wanted) {
        return processes.stream()
                .filter(process -> stopOrder(process.program()) == wanted)
                .toList();
    }

    private static int stopOrder(Program program) {
        return switch (program.kind()) {
            case SERVICE -> program.name().equals(Service.Role.EDGE.service()) ? 0 : 1;
            case APPLICATION -> 1;
            case DATABASE -> 2;
        };
    }

    private void stopTogether(List<Supervised> group, CountDownLatch urgency)
            throws InterruptedException {
        List<Thread> threads =
                group.stream()
                        .map(process ->
                                Thread.ofVirtual()
                                        .name("stop-" + process.program().name())
                                        .start(() -> stopOne(process, urgency)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void stopOne(Supervised process, CountDownLatch urgency) {
        try {
            process.stop(urgency);
        } catch (IOException e) {
            progress.say("croft: " + process.program().name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Keeps the run file and the leash true. Called on the supervising threads.
    private synchronized void writeRunFile() {
        try {
            leash.hold(
                    processes.stream()
                            .flatMap(process ->
                                    process.pid().stream()
                                            .map(pid ->
                                                    new Leash.Held(
                                                            pid, process.program().signal())))
                            .toList());
            Permissions.writePrivately(data.runFile(), report().toJson());
        } catch (NoSuchFileException e) {
            // The data folder was removed below us: the processes' own logs say the rest.
        } catch (IOException e) {
            progress.say("croft: " + data.runFile() + ": " + e.getMessage());
        }
    }

    private static Set<String> ownNames(Order order) {
        var names = new HashSet<String>();
        names.add(Postgres.NAME);
        order.services().forEach(service -> names.add(service.name()));
        return names;
    }

    private static void release(Hold hold) {
        try {
            hold.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }

    /// Tells the console and the run file what happens to the processes.
    private final class Teller implements Supervised.Listener {
        @Override
        public void changed() {
            writeRunFile();
        }

        @Override
        public void up(Supervised process, Duration took) {
            synchronized (Stack.this) {
                if (ready == null) {
                    note(process.program().name());
                    return;
                }
            }
            progress.say(process.program().name() + " is up again (" + Seconds.of(took) + ")");
        }

        @Override
        public void ended(Supervised process, Supervised.Ended ended, Duration delay) {
            lookForTrouble(process);
            progress.say(
                    process.program().name()
                            + " "
                            + ended.words()
                            + "; starting it again in "
                            + Seconds.of(delay));
        }

        @Override
        public void givenUp(Supervised process, Supervised.Ended ended) {
            progress.drop(process.program().name());
            progress.say(
                    process.program().name()
                            + " cannot work: "
                            + ended.lastWords().orElse(ended.words()),
                    "  It is not tried again; correct the cause and run croft up anew. Its log: "
                            + process.log().path());
        }

        /// Some ends make the start as a whole fail: these ports others were already told.
        private void lookForTrouble(Supervised process) {
            boolean database = process.program().kind() == Kind.DATABASE;
            OptionalInt port = database ? OptionalInt.of(databasePort) : backendPort(process);
            if (port.isPresent()
                    && !FreePorts.isFree(InetAddress.getLoopbackAddress(), port.getAsInt())) {
                trouble.completeExceptionally(
                        new PortTaken(process.program().name(), port.getAsInt()));
            } else if (database && process.restarts() >= DATABASE_ATTEMPTS) {
                trouble.completeExceptionally(notStarting(process));
            }
        }

        private OptionalInt backendPort(Supervised process) {
            for (Service.Role role : Service.Role.values()) {
                if (backends != null && role.service().equals(process.program().name())) {
                    return backends.of(role);
                }
            }
            return OptionalInt.empty();
        }
    }

    /// Between the choice of a port and its use somebody else took it.
    private static final class PortTaken extends CannotStart {
        PortTaken(String name, int port) {
            super(
                    Exit.UNAVAILABLE,
                    "port " + port + ", chosen for " + name + ", was taken by another program");
        }
    }
}
