package croft.stack.bench;

import croft.stack.figures.Figures;
import croft.stack.figures.Load;
import croft.stack.figures.Run;
import croft.stack.launch.CannotStart;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What is measured when: first what wants servers of its own, then rounds in which each load
/// visits all servers before the next load begins. Every second round visits them backwards, so
/// that what changes slowly on a machine does not always hit the same one.
final class Sequence {
    /// Starts are short and differ; so many tell.
    private static final int STARTS = 3;

    /// What a peer needs to fill its cache and to open its files.
    private static final int PEER_WARM = 1;

    private final BenchSettings settings;
    private final List<Server> servers;
    private final List<FileServer> fileServers;
    private final Measuring measuring;
    private final Trial trial;
    private final Progress progress;
    private final InstantSource clock;
    private final Instant begun;
    private int done;

    Sequence(
            BenchSettings settings,
            List<Server> servers,
            List<FileServer> fileServers,
            Measuring measuring,
            Trial trial,
            Progress progress,
            InstantSource clock) {
        this.settings = settings;
        this.servers = List.copyOf(servers);
        this.fileServers = List.copyOf(fileServers);
        this.measuring = measuring;
        this.trial = trial;
        this.progress = progress;
        this.clock = clock;
        this.begun = clock.instant();
    }

    void run(Consumer<Run> each) throws CannotStart, IOException, InterruptedException {
        begin();
        for (Load load : settings.loads()) {
            if (!Measuring.isOfRequests(load)) {
                alone(load, each);
            }
        }
        List<Load> repeated = settings.loads().stream().filter(Measuring::isOfRequests).toList();
        warm(repeated);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Load load : repeated) {
                List<? extends Server> visited = servers(load);
                for (Server server : round % 2 == 1 ? visited : visited.reversed()) {
                    if (isOver()) {
                        return;
                    }
                    int number = round;
                    tell(
                            each,
                            task(load, server, number),
                            () -> measuring.requests(load, server, number, settings.seconds()));
                }
            }
        }
    }

    /// Nothing is measured before every server has answered every path.
    private void begin() throws CannotStart, IOException, InterruptedException {
        trial.pinOrigin(measuring.origin());
        for (Server server : servers) {
            String task = "checking " + server.name();
            progress.begin(task);
            if (server.processes().isEmpty()) {
                trial.begin(server);
            } else {
                trial.settle(server);
            }
            trial.verify(server, settings.loads());
            progress.drop(task);
        }
        for (FileServer server : fileServers) {
            String task = "checking " + server.name() + " by itself";
            progress.begin(task);
            trial.settle(server);
            trial.verify(server, settings.loads());
            progress.drop(task);
        }
    }

    /// Those that have the load.
    private List<? extends Server> servers(Load load) {
        return load instanceof Load.Files ? fileServers : servers;
    }

    private void alone(Load load, Consumer<Run> each)
            throws CannotStart, IOException, InterruptedException {
        int times = load instanceof Load.Start ? Math.min(STARTS, settings.rounds()) : 1;
        for (int i = 1; i <= times; i++) {
            for (Server server : servers) {
                if (isOver()) {
                    return;
                }
                int round = i;
                tell(
                        each,
                        task(load, server, round),
                        () -> measuring.fresh(load, server, round, trial.begin(server)));
            }
        }
    }

    private void warm(List<Load> loads) throws CannotStart, IOException, InterruptedException {
        for (Load load : loads) {
            for (Server server : servers(load)) {
                int seconds = seconds(load, server);
                if (seconds > 0 && !isOver()) {
                    String task = "warming " + server.name() + " with " + load.name();
                    progress.begin(task);
                    measuring.warm(load, server, seconds);
                    progress.drop(task);
                }
            }
        }
    }

    private int seconds(Load load, Server server) {
        if (!(server instanceof OurEdge || server.name().equals(Load.Files.OURS))) {
            return Math.min(PEER_WARM, settings.warm());
        }
        return settings.warm() * (load instanceof Load.Handshakes ? Load.Handshakes.WARMTH : 1);
    }

    private String task(Load load, Server server, int round) {
        return "%s on %s, round %d (%d of %d)"
                .formatted(load.name(), server.name(), round, done + 1, total());
    }

    private void tell(Consumer<Run> each, String task, Work work)
            throws CannotStart, IOException, InterruptedException {
        progress.begin(task);
        Run run = work.measure();
        done++;
        progress.drop(task);
        progress.say(line(run));
        each.accept(run);
    }

    private String line(Run run) {
        String figures =
                switch (run.figures()) {
                    case Figures.Requests requests ->
                            String.format(
                                    Locale.ROOT,
                                    "%,10.0f/s %10.1f µs CPU",
                                    requests.perSecond(),
                                    requests.cpuMicros());
                    case Figures.Growth growth when run.load() instanceof Load.Resident ->
                            String.format(
                                    Locale.ROOT, "%10.1f MB", growth.after().rssKib() * 1024 / 1e6);
                    case Figures.Growth growth ->
                            String.format(
                                    Locale.ROOT,
                                    "%10.1f MB %10.1f KiB each",
                                    growth.after().rssKib() * 1024 / 1e6,
                                    growth.eachKib());
                    case Figures.Started started ->
                            String.format(Locale.ROOT, "%10.2f s", started.seconds());
                };
        return String.format(
                        Locale.ROOT,
                        "%3d/%d  %-16s %-12s",
                        done,
                        total(),
                        run.load().name(),
                        run.server())
                + figures
                + (run.notes().isEmpty() ? "" : "  " + String.join("; ", run.notes()));
    }

    private int total() {
        int runs = 0;
        for (Load load : settings.loads()) {
            int rounds =
                    Measuring.isOfRequests(load)
                            ? settings.rounds()
                            : load instanceof Load.Start ? Math.min(STARTS, settings.rounds()) : 1;
            runs += rounds * servers(load).size();
        }
        return runs;
    }

    private boolean isOver() {
        boolean over = Duration.between(begun, clock.instant()).compareTo(settings.limit()) > 0;
        if (over) {
            progress.say(
                    "The time limit of "
                            + Seconds.of(settings.limit())
                            + " is over; what is missing is left out (--minutes).");
        }
        return over;
    }

    /// One measurement.
    @FunctionalInterface
    private interface Work {
        Run measure() throws CannotStart, IOException, InterruptedException;
    }
}
