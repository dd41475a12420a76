package croft.stack.bench;

import croft.stack.bench.Daemons.Daemon;
import croft.stack.figures.Load;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server of a folder that is measured without an edge before it, over plain HTTP/1.1: our
/// static-site, or nginx. It goes on running from the beginning to the end.
record FileServer(String name, int port, long pid) implements Server {
    /// The site of the stack that is the folder.
    static final String HOST = "files.localhost";

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int TRIES = 500;

    /// The one of a stack that is up.
    static FileServer ours(Stack stack) throws CannotStart, IOException {
        long pid =
                stack.report()
                        .process(Load.Files.OURS)
                        .flatMap(ProcessReport::pid)
                        .orElseThrow(
                                () -> new CannotStart(Exit.SOFTWARE, "static-site does not run"));
        return new FileServer(Load.Files.OURS, port(pid), pid);
    }

    /// nginx with the same folder.
    static FileServer nginx(Workshop workshop, Programs programs, Daemons daemons, int port)
            throws CannotStart, IOException, InterruptedException {
        Path configuration =
                workshop.configuration(
                        "files.nginx.conf",
                        "files",
                        Map.of(
                                "port",
                                port,
                                "files",
                                PeerServer.FILES,
                                "workers",
                                Runtime.getRuntime().availableProcessors()));
        Daemon daemon =
                daemons.start(
                        "files",
                        List.of(
                                programs.path("nginx"),
                                "-e",
                                "stderr",
                                "-c",
                                configuration.toString()));
        for (int i = 0; i < TRIES; i++) {
            daemon.check();
            if (Origin.answers(port)) {
                return new FileServer("nginx", port, daemon.process().pid());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new CannotStart(
                Exit.SOFTWARE, "nginx does not listen on port " + port + "; see " + daemon.said());
    }

    /// Where a process of ours listens, by its environment, which the stack's report leaves out.
    private static int port(long pid) throws CannotStart, IOException {
        String environment =
                Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        for (String variable : environment.split("\0", -1)) {
            if (variable.startsWith("CROFT_PORT=")) {
                return Integer.parseInt(variable.substring("CROFT_PORT=".length()));
            }
        }
        throw new CannotStart(Exit.SOFTWARE, "static-site was started without CROFT_PORT");
    }

    @Override
    public List<Long> processes() {
        return List.of(pid);
    }

    @Override
    public void restart() throws CannotStart {
        throw new CannotStart(Exit.SOFTWARE, name + " is not to be started again in a bench");
    }

    @Override
    public void check() throws CannotStart {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CannotStart(Exit.SOFTWARE, name + " has ended (expected: to go on running)");
        }
    }

    /// Checks that a path is answered with the octets of the file.
    void verify(Load.Files load, Path file) throws CannotStart, IOException {
        byte[] answer;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(load.path(), HOST);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = socket.getInputStream().readAllBytes();
        }
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        byte[] expected = Files.readAllBytes(file);
        if (!text.startsWith("HTTP/1.1 200 ")
                || !Arrays.equals(answer, body, answer.length, expected, 0, expected.length)) {
            throw new CannotStart(
                    Exit.SOFTWARE,
                    "%s answers %s with \"%s\" and %d octets (expected: 200 and those of the file)"
                            .formatted(
                                    name,
                                    load.path(),
                                    text.lines().findFirst().orElse(""),
                                    answer.length - body));
        }
    }
}
