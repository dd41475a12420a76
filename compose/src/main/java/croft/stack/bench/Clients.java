package croft.stack.bench;

import croft.stack.figures.Answered;
import croft.stack.figures.H2LoadOutput;
import croft.stack.figures.Latency;
import croft.stack.figures.Load;
import croft.stack.figures.NotUnderstood;
import croft.stack.figures.Protocol;
import croft.stack.figures.WrkOutput;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The programs that put a load on a server: wrk, h2load, and our own for handshakes. Each run has
/// a time limit.
final class Clients {
    static final List<String> PROGRAMS = List.of("wrk", "h2load");

    /// What a client gets beyond its time before it is killed.
    private static final int GRACE_SECONDS = 20;

    private static final int FILL_SECONDS = 180;

    private final Path folder;
    private final Programs programs;
    private final TlsClientProcess tls;
    private final Optional<Pin> pin;

    Clients(Path folder, Programs programs, TlsClientProcess tls, Optional<Pin> pin) {
        this.folder = folder;
        this.programs = programs;
        this.tls = tls;
        this.pin = pin;
    }

    Answered requests(Load.Requests load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        return switch (load.protocol()) {
            case H1 -> wrk(load, server, seconds);
            case H2 ->
                    H2LoadOutput.read(
                            h2load(load, server, seconds, List.of()),
                            Protocol.H2,
                            load.size().octets(),
                            seconds);
        };
    }

    Answered files(Load.Files load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        return WrkOutput.read(
                run(
                        List.of(
                                programs.path("wrk"),
                                "-t1",
                                "-c" + load.connections(),
                                "-d" + seconds + "s",
                                "--latency",
                                "--timeout",
                                "5s",
                                "-H",
                                "Host: " + FileServer.HOST,
                                "http://127.0.0.1:" + server.port() + load.path()),
                        seconds));
    }

    /// How long requests take under the same load. h2load writes a line for each request to tell,
    /// which slows it: a run of its own, whose other figures do not count.
    Optional<Latency> latency(Load.Requests load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException {
        Path log = newLog();
        h2load(load, server, seconds, List.of("--log-file=" + log));
        return read(log);
    }

    Answered paced(Load.Paced load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        Path log = newLog();
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        programs.path("h2load"),
                        "-t1",
                        "-c" + Load.FEW,
                        "-m1",
                        "-D" + seconds,
                        "--rps=" + load.perSecond() / Load.FEW,
                        "--log-file=" + log));
        if (load.protocol() == Protocol.H1) {
            command.add("--h1");
        }
        command.addAll(at(server, load.path()));
        Answered answered =
                H2LoadOutput.read(
                        run(command, seconds), load.protocol(), load.size().octets(), seconds);
        return answered.with(read(log));
    }

    Answered handshakes(Load.Handshakes load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        return tls.handshakes(server, load.resumed(), seconds);
    }

    /// Opens connections that stay.
    ///
    /// @return how many are open
    int hold(Load.Held load, Server server) throws CannotStart, IOException, InterruptedException {
        return tls.hold(server, load);
    }

    /// Closes what [#hold] opened.
    ///
    /// @return how many were still open
    int release() throws CannotStart, IOException, InterruptedException {
        return tls.release();
    }

    /// Fetches so many different answers, once each.
    ///
    /// @return how many came
    long fill(Load.Fill load, Server server)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        Path paths = folder.resolve("run/paths");
        try (BufferedWriter lines = Files.newBufferedWriter(paths)) {
            for (int i = 0; i < load.objects(); i++) {
                lines.write("https://localhost:" + server.port() + "/obj/" + i + "\n");
            }
        }
        // One client: each begins with the first path again.
        return H2LoadOutput.succeeded(
                run(
                        List.of(
                                programs.path("h2load"),
                                "-t1",
                                "-c1",
                                "-m50",
                                "-n" + load.objects(),
                                "-N30s",
                                "-i" + paths,
                                "--connect-to=127.0.0.1:" + server.port()),
                        FILL_SECONDS));
    }

    private Answered wrk(Load.Requests load, Server server, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        return WrkOutput.read(
                run(
                        List.of(
                                programs.path("wrk"),
                                "-t1",
                                "-c" + load.connections(),
                                "-d" + seconds + "s",
                                "--latency",
                                "--timeout",
                                "5s",
                                "https://localhost:" + server.port() + load.path()),
                        seconds));
    }

    private String h2load(Load.Requests load, Server server, int seconds, List<String> more)
            throws CannotStart, IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        programs.path("h2load"),
                        "-t1",
                        "-c" + load.connections(),
                        "-m" + load.streams(),
                        "-D" + seconds));
        command.addAll(more);
        command.addAll(at(server, load.path()));
        return run(command, seconds);
    }

    private static List<String> at(Server server, String path) {
        return List.of(
                "--connect-to=127.0.0.1:" + server.port(),
                "https://localhost:" + server.port() + path);
    }

    private Path newLog() throws IOException {
        Path log = folder.resolve("run/h2load.log");
        Files.deleteIfExists(log);
        return log;
    }

    private static Optional<Latency> read(Path log) throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return H2LoadOutput.latency(lines);
        }
    }

    /// Runs a client to its end; it ends with us, too.
    private String run(List<String> command, int seconds)
            throws CannotStart, IOException, InterruptedException {
        Path said = folder.resolve("log/client.out");
        Process process =
                new ProcessBuilder(pin.map(each -> each.client(command)).orElse(command))
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(said.toFile())
                        .start();
        try {
            if (!process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
                throw new CannotStart(
                        Exit.SOFTWARE,
                        String.join(" ", command)
                                + " did not end within "
                                + (seconds + GRACE_SECONDS)
                                + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
