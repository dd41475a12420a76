package croft.stack.bench;

import croft.stack.bench.Daemons.Daemon;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The web server behind every other: nginx with files.
record Origin(int port, Daemon daemon) {
    private static final int TRIES = 500;

    static Origin start(Workshop workshop, Programs programs, Daemons daemons, int port)
            throws CannotStart, IOException, InterruptedException {
        Path configuration =
                workshop.configuration(
                        "origin.nginx.conf",
                        "origin",
                        Map.of("port", port, "files", PeerServer.FILES));
        Daemon daemon =
                daemons.start(
                        "origin",
                        List.of(
                                programs.path("nginx"),
                                "-e",
                                "stderr",
                                "-c",
                                configuration.toString()));
        for (int i = 0; i < TRIES; i++) {
            daemon.check();
            if (answers(port)) {
                return new Origin(port, daemon);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new CannotStart(
                Exit.SOFTWARE,
                "the origin does not listen on port " + port + "; see " + daemon.said());
    }

    ProcessTree tree() throws IOException {
        return ProcessTree.of(List.of(daemon.process().pid()));
    }

    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
