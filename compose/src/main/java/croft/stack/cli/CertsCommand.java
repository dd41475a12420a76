package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft certs`: how every certificate stands, what is wrong with them first.
@Command(
        name = "certs",
        description = {
            "Show every certificate: whether it is served, until when it is good, when it is renewed and how much"
                    + " time there is if that fails.",
            "What is wrong comes first, with what to do about it."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a certificate or an export is failing",
            "69:nothing runs on the folder"
        })
final class CertsCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "for programs; without keys")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CertsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer = ServiceControl.ofCertManager(folder.in(context)).get("/control/certificates");
        var page = new CertsPage(answer, context.terminal(), context.clock().instant());
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            page.print();
        }
        return page.isWell() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }
}
