package croft.stack.cli;

import croft.platform.declaration.Reading;
import croft.stack.bench.Bench;
import croft.stack.bench.BenchSettings;
import croft.stack.bench.Peer;
import croft.stack.bench.Pin;
import croft.stack.figures.Load;
import croft.stack.figures.LoadTable;
import croft.stack.figures.Results;
import croft.stack.figures.ResultsJson;
import croft.stack.figures.ResultsPage;
import croft.stack.figures.Run;
import croft.stack.figures.TargetTable;
import croft.stack.figures.Verdict;
import croft.stack.launch.CannotStart;
import croft.stack.launch.FreePorts;
import croft.stack.launch.Listen;
import croft.stack.launch.Order;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `croft bench`: what the edge costs beside its peers, on this machine.
@Command(
        name = "bench",
        description = {
            "Measure the edge beside hitch + Varnish, nginx, HAProxy and Caddy, on this machine's loopback.",
            "All are started here, with the same certificate and origin, and ended again. It reports and judges nothing by its"
                    + " exit code; docs/guides/benchmark.md says how to read it.",
            "",
            "Loads (SIZE: 1k, 10k, 100k, 1m):",
            "  h1:SIZE[:CONNECTIONS], h2:SIZE:STREAMS[:CONNECTIONS]   hits over HTTP/1.1, HTTP/2",
            "  h1p:…, h2p:…          the same, passed through to the origin",
            "  hs:full, hs:resumed   new connections with a TLS 1.3 handshake",
            "  rate:h1:SIZE:RATE     latency at RATE requests/s; also rate:h2:…",
            "  start, rss            start-up time; memory of an idle server",
            "  idle:h1:COUNT         memory of idle connections; also idle:h2:…",
            "  fill:COUNT            memory with COUNT answers of 1 KiB stored"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, whatever came out",
            "2:no such load, peer or number",
            "69:a program is missing; the message says which package has it",
            "70:a server or client failed",
            "73:the results cannot be written",
            "130:interrupted; what was measured until then is shown"
        })
final class BenchCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--peers",
            paramLabel = "NAME[,NAME]",
            description =
                    "hv, nginx, haproxy, caddy (default: these), and with their access logs hv-log, nginx-log, haproxy-log,"
                            + " caddy-log; or none")
    private @Nullable String peers;

    @Option(
            names = "--loads",
            paramLabel = "LOAD[,LOAD]",
            description = "default: all that the targets speak of")
    private @Nullable String loads;

    @Option(
            names = "--rounds",
            paramLabel = "NUMBER",
            defaultValue = "3",
            description = "how often each load visits each server; default: 3")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "how long each visit takes; default: 2")
    private int seconds;

    @Option(
            names = "--warm",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "how long our edge has each load before the first round (the peers: 1 s); default: 10")
    private int warm;

    @Option(
            names = "--pin",
            paramLabel = "SERVERS:CLIENTS",
            description =
                    "processors of the servers, and of the clients and the origin, such as 0:1; default: wherever the system"
                            + " puts them")
    private @Nullable String pin;

    @Option(
            names = "--minutes",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "no visit begins later than this; default: 60")
    private int minutes;

    @Option(
            names = "--edge",
            paramLabel = "'KEY: VALUE'",
            description =
                    "a line for the section edge of the croft.yml that our edge is started with, such as 'cache-memory: 64MiB';"
                            + " may be repeated")
    private List<String> edge = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "write FOLDER/benchmark: a page with tables and plots, and the results as JSON")
    private @Nullable Path out;

    @Option(names = "--json", description = "print the results for programs, not the tables")
    private boolean json;

    BenchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        BenchSettings settings = settings();
        Terminal terminal = context.terminal();
        // Progress is not part of the results, which may be piped somewhere.
        var aside =
                new Terminal(
                        terminal.err(),
                        terminal.err(),
                        terminal.interactive(),
                        terminal.colours(),
                        terminal.columns());
        var progress = new Progress(aside, context.clock());
        var hurry = new CountDownLatch(1);
        Interrupts.handle(Thread.currentThread()::interrupt, hurry::countDown);
        var bench = new Bench(settings, ground(progress, hurry), progress, context.clock());
        List<Run> runs = new ArrayList<>();
        Exit exit = Exit.DONE;
        try {
            bench.run(runs::add);
        } catch (InterruptedException e) {
            exit = Exit.INTERRUPTED;
        } catch (IOException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            exit = Exit.INTERRUPTED;
        } catch (CannotStart e) {
            if (runs.isEmpty()) {
                throw e;
            }
            terminal.complain(e.reason());
            exit = e.exit();
        } finally {
            progress.close();
        }
        if (!runs.isEmpty()) {
            show(bench.results(runs));
        }
        terminal.err()
                .println(
                        (exit == Exit.INTERRUPTED ? "Interrupted after " : "Ended after ")
                                + Seconds.of(
                                        Duration.between(
                                                context.begun(), context.clock().instant())));
        return exit.code();
    }

    private void show(Results results) throws CannotStart {
        if (out != null) {
            write(results, context.workingFolder().resolve(out).resolve("benchmark").normalize());
        }
        PrintStream terminal = context.terminal().out();
        if (json) {
            terminal.print(ResultsJson.of(results));
        } else {
            for (Load load : results.loads()) {
                terminal.println();
                terminal.println(context.terminal().bold(load.name()) + "  " + load.title());
                LoadTable.of(results, load).text("  ").forEach(terminal::println);
            }
            terminal.println();
            terminal.println(
                    context.terminal().bold("Targets")
                            + "  what a peer takes / what we take; "
                            + results.count(Verdict.MET)
                            + " met, "
                            + results.count(Verdict.MISSED)
                            + " missed");
            TargetTable.of(results).text("  ").forEach(terminal::println);
        }
    }

    /// Replaces what an earlier bench wrote, plots of loads that are no longer measured included.
    private void write(Results results, Path folder) throws CannotStart {
        try {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve("results.json"))) {
                try (DirectoryStream<Path> plots = Files.newDirectoryStream(folder, "*.svg")) {
                    for (Path plot : plots) {
                        Files.delete(plot);
                    }
                }
            }
            for (var file : ResultsPage.files(results).entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            context.terminal().err().println("Written: " + folder.resolve("README.md"));
        } catch (IOException e) {
            throw new CannotStart(Exit.CANNOT_WRITE, folder + " cannot be written: " + e);
        }
    }

    private BenchSettings settings() throws CannotStart {
        try {
            if (minutes < 1 || minutes > 600) {
                throw new IllegalArgumentException("--minutes: " + minutes + " (expected: 1-600)");
            }
            return new BenchSettings(
                    peers == null ? Peer.USUAL : parsePeers(peers),
                    loads == null ? Load.ALL : Load.parseAll(loads),
                    rounds,
                    seconds,
                    warm,
                    pin == null ? Optional.empty() : Optional.of(Pin.parse(pin)),
                    Duration.ofMinutes(minutes),
                    edge);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static List<Peer> parsePeers(String list) {
        return list.equals("none")
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .map(Peer::parse)
                        .distinct()
                        .toList();
    }

    private Bench.BenchGround ground(Progress progress, CountDownLatch hurry) {
        return new Bench.BenchGround(
                context.installation().home().resolve("compose/bench"),
                context.installation().java(),
                System.getProperty("java.class.path"),
                System.getenv().getOrDefault("PATH", ""),
                System.getProperty("user.name").equals("root"),
                context.version().croft(),
                folder -> start(folder, progress, hurry));
    }

    /// As `croft up` does.
    private Stack start(Path folder, Progress progress, CountDownLatch hurry)
            throws CannotStart, IOException, InterruptedException {
        return switch (Declared.in(folder, context)) {
            case Reading.Rejected(var mistakes) ->
                    throw new CannotStart(
                            Exit.USAGE,
                            "--edge: the edge's croft.yml has a mistake: " + mistakes.getFirst());
            case Reading.Accepted(var declaration, _) -> {
                var ports = new FreePorts(RandomGenerator.getDefault());
                yield Stack.start(
                        new Order(
                                folder,
                                context.installation(),
                                context.services().in(context.installation(), declaration),
                                new Listen(
                                        List.of("127.0.0.1"),
                                        ports.next(),
                                        ports.next(),
                                        ports.next()),
                                context.cache(),
                                context.version().postgres(),
                                context.schema(),
                                false),
                        progress,
                        context.clock(),
                        hurry);
            }
        };
    }
}
