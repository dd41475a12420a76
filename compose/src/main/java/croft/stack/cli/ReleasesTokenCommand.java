package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Columns;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft releases token`: who may deploy from elsewhere.
@Command(
        name = "token",
        description = {
            "List the tokens by which a project is deployed to from elsewhere; with --label make one.",
            "A new token is printed once, and kept nowhere."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused; why, is printed",
            "2:no project, or no token, of this name",
            "69:nothing runs on the folder"
        })
final class ReleasesTokenCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "the project")
    private String name = "";

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "make a token that is called so, such as laptop")
    private @Nullable String label;

    @Option(
            names = "--hours",
            paramLabel = "N",
            description = "how long a new token is good; default: for ever")
    private @Nullable Integer hours;

    @Option(
            names = "--revoke",
            paramLabel = "TOKEN",
            description = "end a token at once, by its label or its id")
    private @Nullable String revoke;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    ReleasesTokenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        ServiceControl control = ServiceControl.ofStaticSite(folder.in(context));
        String path = "/control/releases/" + DeployApi.segment(name) + "/tokens";
        Terminal terminal = context.terminal();
        if (revoke != null) {
            Json ended = control.post(path + "/revoke", Map.of("token", revoke));
            show(ended, ended.get("label").text("") + " does not let anybody in any more");
        } else if (label != null) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("label", label);
            if (hours != null) {
                wanted.put("hours", hours);
            }
            Json made = control.post(path, wanted);
            show(made, made.get("secret").text(""));
        } else {
            Json all = control.get(path);
            if (json) {
                terminal.out().print(Json.write(all.raw()));
            } else {
                list(all);
            }
        }
        return Exit.DONE.code();
    }

    private void show(Json answer, String line) {
        context.terminal().out().print(json ? Json.write(answer.raw()) : line + "\n");
    }

    private void list(Json all) {
        Columns columns = new Columns("");
        for (Json token : all.get("tokens").elements()) {
            columns.row(
                    Terminal.plain(token.get("label").text("?")),
                    token.get("id").text(""),
                    token.get("revoked").isAbsent()
                            ? token.get("expires").isAbsent()
                                    ? "good"
                                    : "until " + token.get("expires").text("")
                            : "revoked",
                    "last used " + token.get("used").text("never"));
        }
        columns.lines().forEach(context.terminal().out()::println);
    }
}
