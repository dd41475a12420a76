package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft promote`: a release that is kept becomes current.
@Command(
        name = "promote",
        description = "Make a release current that was deployed before, such as a preview.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused; why, is printed",
            "69:nothing runs on the folder, or the server does not answer"
        })
final class PromoteCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "NAME", description = "the project")
    private String name = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "as croft releases lists it")
    private String label = "";

    @Option(names = "--json", description = "for programs: what the server answered")
    private boolean json;

    @Mixin private DeployAccess access = new DeployAccess();

    PromoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        try (DeployApi api = access.open(context, name)) {
            Json answer =
                    api.send("POST", "/releases/" + DeployApi.segment(label) + "/promote").read();
            PromotionAnswer.print(name, answer, json, context.terminal());
        }
        return Exit.DONE.code();
    }
}
