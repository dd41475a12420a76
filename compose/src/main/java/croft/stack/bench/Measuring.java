package croft.stack.bench;

import croft.stack.figures.Answered;
import croft.stack.figures.Cpu;
import croft.stack.figures.Figures;
import croft.stack.figures.Latency;
import croft.stack.figures.Load;
import croft.stack.figures.Memory;
import croft.stack.figures.NotUnderstood;
import croft.stack.figures.Protocol;
import croft.stack.figures.Run;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Puts one load on one server and reads what it took: CPU time and memory of its processes before
/// and after, and what the client saw.
record Measuring(Origin origin, Clients clients, Probe probe, InstantSource clock) {
    /// An origin that works more than this while answers should come from a cache: they do not.
    private static final double ORIGIN_SHARE = 0.03;

    private static final double LEAST_ORIGIN_SECONDS = 0.05;

    /// Until memory is as it stays: what was freed is given back late, what is lazy comes late. A
    /// JVM looks each five seconds for what its compilers need no longer, and then for what it can
    /// give back.
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /// Puts the load on for so long and forgets what it came to.
    void warm(Load load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException {
        if (isOfRequests(load)) {
            answered(load, server, seconds);
        }
    }

    /// Whether the load is repeated in rounds on a server that goes on running; the others want a
    /// server of their own each.
    static boolean isOfRequests(Load load) {
        return switch (load) {
            case Load.Requests _, Load.Files _, Load.Handshakes _, Load.Paced _ -> true;
            case Load.Held _, Load.Fill _, Load.Resident _, Load.Start _ -> false;
        };
    }

    Run requests(Load load, Server server, int round, int seconds)
            throws CannotStart, IOException, InterruptedException {
        Cpu before = server.tree().cpu();
        double originBefore = origin.tree().cpu().seconds();
        Instant begun = clock.instant();
        Answered answered = answered(load, server, seconds);
        double wall = Duration.between(begun, clock.instant()).toNanos() / 1e9;
        ProcessTree tree = server.tree();
        Cpu cpu = tree.cpu().since(before);
        double originSeconds = origin.tree().cpu().seconds() - originBefore;
        Memory memory = tree.memory();
        List<String> notes = new ArrayList<>(answered.notes());
        if (cpu.seconds() <= 0) {
            notes.add("no CPU time seen");
        }
        if (isStored(load)
                && originSeconds > LEAST_ORIGIN_SECONDS
                && originSeconds > ORIGIN_SHARE * wall) {
            notes.add("origin busy: not from a cache");
        }
        return new Run(
                load,
                server.name(),
                round,
                new Figures.Requests(
                        answered.requests(),
                        answered.seconds(),
                        cpu,
                        wall,
                        originSeconds,
                        latency(load, server, answered, seconds),
                        memory),
                notes);
    }

    /// A server that was just begun.
    ///
    /// @param age of the server when it first answered
    Run fresh(Load load, Server server, int round, double age)
            throws CannotStart, IOException, InterruptedException {
        return switch (load) {
            case Load.Start _ -> {
                ProcessTree tree = server.tree();
                yield new Run(
                        load,
                        server.name(),
                        round,
                        new Figures.Started(age, tree.cpu(), tree.memory()),
                        List.of());
            }
            case Load.Resident _ -> {
                Memory memory = settled(server);
                yield new Run(
                        load,
                        server.name(),
                        round,
                        new Figures.Growth(1, new Memory(0, 0), memory),
                        List.of());
            }
            case Load.Held held -> held(held, server, round);
            case Load.Fill fill -> filled(fill, server, round);
            case Load.Requests _, Load.Files _, Load.Handshakes _, Load.Paced _ ->
                    throw new IllegalArgumentException(load.name() + " wants no fresh server");
        };
    }

    private Run held(Load.Held load, Server server, int round)
            throws CannotStart, IOException, InterruptedException {
        Memory before = settled(server);
        int opened = clients.hold(load, server);
        Memory during = settled(server);
        int alive = clients.release();
        List<String> notes =
                opened == load.connections() && alive == opened
                        ? List.of()
                        : List.of(opened + " opened, " + alive + " still open at the end");
        return new Run(
                load, server.name(), round, new Figures.Growth(opened, before, during), notes);
    }

    private Run filled(Load.Fill load, Server server, int round)
            throws CannotStart, IOException, InterruptedException {
        try {
            Memory before = settled(server);
            long fetched = clients.fill(load, server);
            Memory after = settled(server);
            return new Run(
                    load,
                    server.name(),
                    round,
                    new Figures.Growth(fetched, before, after),
                    fetched == load.objects()
                            ? List.of()
                            : List.of("only " + fetched + " fetched"));
        } catch (NotUnderstood e) {
            throw new CannotStart(Exit.SOFTWARE, server.name() + ": " + e.getMessage());
        }
    }

    private Answered answered(Load load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException {
        try {
            return switch (load) {
                case Load.Requests requests -> clients.requests(requests, server, seconds);
                case Load.Files files -> clients.files(files, server, seconds);
                case Load.Handshakes handshakes -> clients.handshakes(handshakes, server, seconds);
                case Load.Paced paced -> clients.paced(paced, server, seconds);
                case Load.Held _, Load.Fill _, Load.Resident _, Load.Start _ ->
                        throw new IllegalArgumentException(load.name() + " has no rate");
            };
        } catch (NotUnderstood e) {
            server.check();
            throw new CannotStart(Exit.SOFTWARE, server.name() + ": " + e.getMessage());
        }
    }

    private Optional<Latency> latency(Load load, Server server, Answered answered, int seconds)
            throws CannotStart, IOException, InterruptedException {
        return load instanceof Load.Requests requests && requests.protocol() == Protocol.H2
                ? clients.latency(requests, server, Math.max(1, seconds / 2))
                : answered.latency();
    }

    private static Memory settled(Server server) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
        return server.tree().memory();
    }

    private static boolean isStored(Load load) {
        return switch (load) {
            case Load.Requests requests -> requests.stored();
            case Load.Files _ -> false;
            case Load.Handshakes _,
                    Load.Paced _,
                    Load.Held _,
                    Load.Fill _,
                    Load.Resident _,
                    Load.Start _ ->
                    true;
        };
    }
}
