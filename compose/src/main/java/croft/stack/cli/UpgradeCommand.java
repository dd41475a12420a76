package croft.stack.cli;

import croft.stack.docker.Engine;
import croft.stack.docker.OperatorFolder;
import croft.stack.docker.Upgrade;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft upgrade`: brings the containers of a folder to another version, or back to their own.
@Command(
        name = "upgrade",
        description = {
            "Bring the containers of a folder to another version: migrations, then one service after the other, the edge"
                    + " last.",
            "If one does not become healthy, all go back to what ran."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the new version runs, or did already",
            "1:it does not come up; the version before runs",
            "66:croft init has not written the folder",
            "69:an image is missing, or nothing runs; nothing was changed",
            "70:neither the new version nor the one before comes up"
        })
final class UpgradeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "the version of the images; default: that of this program")
    private @Nullable String to;

    @Option(
            names = "--load",
            paramLabel = "FILE",
            description = "first load the images that docker save wrote to this file")
    private @Nullable Path load;

    @Option(names = "--images", description = "first build the images, as croft images does")
    private boolean images;

    UpgradeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path path = folder.in(context);
        if (images) {
            build();
        }
        if (load != null) {
            load(context.workingFolder().resolve(load).normalize());
        }
        String version = to == null ? context.version().croft() : to;
        var progress = new Progress(context.terminal(), context.clock());
        Upgrade.Outcome outcome;
        try {
            outcome =
                    new Upgrade(new OperatorFolder(path), version, progress, context.clock()).run();
        } finally {
            progress.close();
        }
        return say(outcome, version).code();
    }

    private Exit say(Upgrade.Outcome outcome, String version) {
        Terminal terminal = context.terminal();
        PrintStream out = terminal.out();
        return switch (outcome) {
            case Upgrade.Outcome.Nothing() -> {
                out.println("All containers run the images of " + version + " already");
                yield Exit.DONE;
            }
            case Upgrade.Outcome.Replaced(List<String> services) -> {
                Duration took = Duration.between(context.begun(), context.clock().instant());
                out.println(
                        terminal.good("Croft " + version + " runs")
                                + " ("
                                + Seconds.of(took)
                                + "); replaced: "
                                + String.join(", ", services));
                yield Exit.DONE;
            }
            case Upgrade.Outcome.WentBack(String service, String why, var notBack) -> {
                terminal.complain(service + " of " + version + " does not come up: " + why);
                notBack.forEach((name, reason) ->
                        terminal.complain(
                                name
                                        + " does not come up with its previous image either: "
                                        + reason));
                terminal.complain(
                        notBack.isEmpty()
                                ? "the version before runs again; the schema is the new one, with"
                                        + " which it works"
                                : "croft status tells what runs");
                yield notBack.isEmpty() ? Exit.MISTAKES : Exit.SOFTWARE;
            }
        };
    }

    private void build() throws IOException, InterruptedException, CannotStart {
        String script = context.installation().home().resolve("croft").toString();
        int code = new ProcessBuilder(script, "images").inheritIO().start().waitFor();
        if (code != 0) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, "the images could not be built; nothing was changed");
        }
    }

    private void load(Path file) throws IOException, InterruptedException, CannotStart {
        if (!Files.isReadable(file)) {
            throw new CannotStart(
                    Exit.NO_INPUT,
                    "--load: " + file + " cannot be read (expected: what docker save wrote)");
        }
        Engine.running().load(file);
    }
}
