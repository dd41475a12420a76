package croft.stack.cli;

import croft.stack.docker.ContainerStack;
import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Hold;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `croft down`: stops a `croft up` that runs elsewhere, as Ctrl-C would.
@Command(
        name = "down",
        description =
                "Stop the stack that runs on a folder: that of a croft up, wherever it was typed, or its containers.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped, or nothing ran", "75:still running after 60 s"})
final class DownCommand implements Callable<Integer> {
    /// More than the launcher gives its processes altogether.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    DownCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CannotStart {
        Path path = folder.in(context);
        DataFolder data = DataFolder.of(path);
        Optional<Hold.Holder> holder = Hold.holder(data);
        if (holder.isEmpty()) {
            Optional<ContainerStack> containers = ContainerStack.on(path);
            if (containers.isPresent()) {
                containers.get().remove();
                context.terminal()
                        .out()
                        .println("Stopped the containers of " + path + "; their volumes are kept");
                return Exit.DONE.code();
            }
            context.terminal().out().println("Nothing runs on " + path);
            return Exit.DONE.code();
        }
        ProcessHandle launcher =
                ProcessHandle.of(holder.get().pid())
                        .orElseThrow(() ->
                                new CannotStart(
                                        Exit.BUSY,
                                        path + " is just being taken; try again in a moment"));
        if (!launcher.destroy()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "process "
                            + launcher.pid()
                            + " cannot be stopped by this user (expected: its own)");
        }
        Instant deadline = context.clock().instant().plus(PATIENCE);
        while (Hold.holder(data).isPresent()) {
            if (context.clock().instant().isAfter(deadline)) {
                throw new CannotStart(
                        Exit.BUSY,
                        "process "
                                + launcher.pid()
                                + " still runs after "
                                + PATIENCE.toSeconds()
                                + " s");
            }
            Thread.sleep(POLL);
        }
        context.terminal().out().println("Stopped " + path);
        return Exit.DONE.code();
    }
}
