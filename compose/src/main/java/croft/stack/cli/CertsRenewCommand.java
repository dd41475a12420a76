package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft certs renew`: a new certificate before its time.
@Command(
        name = "renew",
        description = {
            "Have a certificate renewed now, though it is not due.",
            "Authorities limit how many they issue: not for trying things out."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or begun: croft certs tells how it goes",
            "1:refused; why, is printed",
            "2:no certificate has this name",
            "69:nothing runs on the folder"
        })
final class CertsRenewCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "one of its names")
    private String name = "";

    @Option(names = "--json", description = "for programs: {\"state\": \"done\", \"said\": \"…\"}")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CertsRenewCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer =
                ServiceControl.ofCertManager(folder.in(context))
                        .post("/control/certificates/renew", Map.of("name", name));
        OrderAnswer.print(answer, json, context.terminal());
        return Exit.DONE.code();
    }
}
