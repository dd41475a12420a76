package croft.stack.cli;

import croft.stack.docker.OperatorFolder;
import croft.stack.docker.Push;
import croft.stack.launch.CannotStart;
import croft.stack.report.Columns;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `croft push`: sends the images of a folder's stack to a registry.
@Command(
        name = "push",
        description = {
            "Send the images of a folder's stack to a registry.",
            OperatorFolder.IMAGES
                    + " then names them by digest, and .env has that file in COMPOSE_FILE."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are there",
            "2:no such registry can be",
            "66:croft init has not written the folder",
            "69:an image is missing, or the registry does not take it"
        })
final class PushCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "REGISTRY",
            description = "such as registry.example.net:5000")
    private String registry = "";

    @Mixin private FolderArgument folder = new FolderArgument();

    PushCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path path = folder.in(context);
        var progress = new Progress(context.terminal(), context.clock());
        Map<String, String> images;
        try {
            images = new Push(new OperatorFolder(path), registry, progress).run();
        } finally {
            progress.close();
        }
        context.terminal().out().println(path.resolve(OperatorFolder.IMAGES) + " now says:");
        var columns = new Columns("  ");
        images.forEach(columns::row);
        columns.lines().forEach(context.terminal().out()::println);
        return Exit.DONE.code();
    }
}
