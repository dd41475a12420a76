package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft rollback`: back to what was current before.
@Command(
        name = "rollback",
        description = {
            "Make the release current that was so before, at once.",
            "Done again, it goes one further back."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is none that is still kept",
            "69:nothing runs on the folder, or the server does not answer"
        })
final class RollbackCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "the project")
    private String name = "";

    @Option(names = "--json", description = "for programs: what the server answered")
    private boolean json;

    @Mixin private DeployAccess access = new DeployAccess();

    RollbackCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        try (DeployApi api = access.open(context, name)) {
            PromotionAnswer.print(
                    name, api.send("POST", "/rollback").read(), json, context.terminal());
        }
        return Exit.DONE.code();
    }
}
