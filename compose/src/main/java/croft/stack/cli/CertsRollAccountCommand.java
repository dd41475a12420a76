package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft certs roll-account`: new keys for the accounts at authorities.
@Command(
        name = "roll-account",
        description = {
            "Give the account at each authority a new key; the account stays the same.",
            "For an old key that somebody else may have, such as one in a backup that got lost."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or begun: croft certs tells how it goes",
            "1:refused; why, is printed",
            "69:nothing runs on the folder"
        })
final class CertsRollAccountCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--directory",
            paramLabel = "URL",
            description = "that of one authority; default: all in use")
    private @Nullable String directory;

    @Option(names = "--json", description = "for programs: {\"state\": \"done\", \"said\": \"…\"}")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CertsRollAccountCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer =
                ServiceControl.ofCertManager(folder.in(context))
                        .post(
                                "/control/certificates/roll-account",
                                directory == null ? Map.of() : Map.of("directory", directory));
        OrderAnswer.print(answer, json, context.terminal());
        return Exit.DONE.code();
    }
}
