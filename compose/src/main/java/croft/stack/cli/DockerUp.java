package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.stack.docker.ContainerStart;
import croft.stack.docker.OperatorFolder;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// `croft up --docker`: starts the stack in containers, waits until all are healthy, and says where
/// everything is.
record DockerUp(Context context, Path path, Declaration declaration) {
    int run() throws CannotStart, IOException, InterruptedException {
        Terminal terminal = context.terminal();
        var progress = new Progress(terminal, context.clock());
        Map<String, String> down = started(progress);
        RunningStack stack =
                RunningStack.on(path)
                        .orElseThrow(() ->
                                new CannotStart(
                                        Exit.UNAVAILABLE,
                                        "no container was made of "
                                                + path
                                                + "; Compose says: "
                                                + down.getOrDefault("compose", "nothing")));
        PrintStream out = terminal.out();
        Duration took = Duration.between(context.begun(), context.clock().instant());
        out.println();
        out.println(
                (down.isEmpty()
                                ? terminal.good("Croft is up in containers")
                                : terminal.warning(
                                        "Croft is up in containers, without "
                                                + String.join(", ", down.keySet())))
                        + " ("
                        + Seconds.of(took)
                        + ")");
        down.forEach((service, why) ->
                out.println("  " + terminal.bad("!") + " " + service + ": " + why));
        out.println();
        UpReport.sites(declaration, stack.report(), terminal).lines().forEach(out::println);
        out.println();
        UpReport.authority(stack.data()).lines().forEach(out::println);
        out.println("  croft status " + path + " tells how it is, croft logs what it says,");
        out.println("  croft down " + path + " stops it; data stay in its volumes.");
        return down.isEmpty() ? Exit.DONE.code() : Exit.UNAVAILABLE.code();
    }

    /// Those that are not up, with the reason.
    private Map<String, String> started(Progress progress)
            throws CannotStart, IOException, InterruptedException {
        try {
            return new ContainerStart(
                            new OperatorFolder(path), declaration, progress, context.clock())
                    .start();
        } finally {
            progress.close();
        }
    }
}
