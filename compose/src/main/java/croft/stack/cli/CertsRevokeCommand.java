package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft certs revoke`: a certificate whose key somebody else may have.
@Command(
        name = "revoke",
        description = {
            "Have a certificate revoked by its authority, and another one issued.",
            "For a key that somebody else may have. It cannot be undone."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or begun: croft certs tells how it goes",
            "1:refused; why, is printed",
            "2:no certificate has this name, or no such reason can be given",
            "69:nothing runs on the folder"
        })
final class CertsRevokeCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "one of its names")
    private String name = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "REASON",
            completionCandidates = Reasons.class,
            description = "${COMPLETION-CANDIDATES}")
    private String reason = "";

    @Option(names = "--json", description = "for programs: {\"state\": \"done\", \"said\": \"…\"}")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CertsRevokeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer =
                ServiceControl.ofCertManager(folder.in(context))
                        .post(
                                "/control/certificates/revoke",
                                Map.of("name", name, "reason", reason));
        OrderAnswer.print(answer, json, context.terminal());
        return Exit.DONE.code();
    }

    /// What a subscriber may say (RFC 5280 §5.3.1).
    static final class Reasons implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("key-compromise", "superseded", "cessation-of-operation", "unspecified")
                    .iterator();
        }
    }
}
