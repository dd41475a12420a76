package croft.stack.bench;

import croft.stack.figures.BodySize;
import croft.stack.figures.Load;
import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a server has to pass before it is measured: every path answered as the origin would, on the
/// processors that are the servers'.
record Trial(Workshop workshop, Probe probe, Optional<Pin> pin) {
    /// Begins a server anew and waits for its first answer.
    ///
    /// @return how old it was then, in seconds
    double begin(Server server) throws CannotStart, IOException, InterruptedException {
        server.restart();
        double age = probe.awaitAnswer(server);
        settle(server);
        return age;
    }

    void settle(Server server) throws IOException, InterruptedException {
        if (pin.isPresent()) {
            pin(server.tree(), pin.get().servers());
        }
    }

    void pinOrigin(Origin origin) throws IOException, InterruptedException {
        if (pin.isPresent()) {
            pin(origin.tree(), pin.get().clients());
        }
    }

    /// Checks every path that the loads ask for.
    void verify(Server server, List<Load> loads)
            throws CannotStart, IOException, InterruptedException {
        for (String path : loads.stream().flatMap(Trial::paths).distinct().sorted().toList()) {
            String word = path.substring(path.lastIndexOf('/') + 1);
            BodySize size =
                    Arrays.stream(BodySize.values())
                            .filter(each -> each.word().equals(word))
                            .findFirst()
                            .orElse(BodySize.KIB_1);
            probe.verify(server, path, Files.readAllBytes(workshop.body(size)));
        }
    }

    /// Checks the files that the loads ask for.
    void verify(FileServer server, List<Load> loads) throws CannotStart, IOException {
        for (Load load : loads) {
            if (load instanceof Load.Files files) {
                server.verify(files, workshop.body(files.size()));
            }
        }
    }

    private static Stream<String> paths(Load load) {
        return switch (load) {
            case Load.Requests requests -> Stream.of(requests.path());
            case Load.Paced paced -> Stream.of(paced.path());
            case Load.Files _ -> Stream.of(); // not of this server
            case Load.Handshakes _, Load.Held _, Load.Resident _, Load.Start _ ->
                    Stream.of(Load.Handshakes.PATH);
            case Load.Fill _ -> Stream.of("/obj/0");
        };
    }

    /// All threads of all processes.
    private static void pin(ProcessTree tree, String processors)
            throws IOException, InterruptedException {
        for (long pid : tree.pids()) {
            Process taskset =
                    new ProcessBuilder("taskset", "-acp", processors, Long.toString(pid))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            taskset.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
