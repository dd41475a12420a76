package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft cache top`: what the store is good for.
@Command(
        name = "top",
        description =
                "Show the most wanted answers, the hit ratio of each site, and the memory in use.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "69:nothing runs on the folder"})
final class CacheTopCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Context context;

    @Option(
            names = {"-n", "--number"},
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "how many answers; default: 20")
    private int number;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CacheTopCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        if (number < 0 || number > MOST) {
            throw new CannotStart(
                    Exit.USAGE, "--number: " + number + " (expected: 0-" + MOST + ")");
        }
        Json answer = ServiceControl.ofEdge(folder.in(context)).get("/control/cache?top=" + number);
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            new CachePage(answer, context.terminal()).print();
        }
        return Exit.DONE.code();
    }
}
