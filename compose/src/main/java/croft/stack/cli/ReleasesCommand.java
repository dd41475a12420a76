package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Columns;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft releases`: what is kept of a project.
@Command(
        name = "releases",
        description = "List the releases of a project, newest first; the star is the current one.",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "69:nothing runs on the folder, or the server does not answer"})
final class ReleasesCommand implements Callable<Integer> {
    private static final int SHOWN_NOTE = 60;

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the project")
    private @Nullable String name;

    @Option(
            names = "--delete",
            paramLabel = "LABEL",
            description = "delete a release that is not current")
    private @Nullable String delete;

    @Option(names = "--json", description = "for programs: what the server answered")
    private boolean json;

    @Mixin private DeployAccess access = new DeployAccess();

    ReleasesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        if (name == null) {
            throw new CannotStart(
                    Exit.USAGE,
                    "NAME: missing (expected: the project, as in croft releases journal)");
        }
        try (DeployApi api = access.open(context, name)) {
            if (delete != null) {
                Json _ = api.send("DELETE", "/releases/" + DeployApi.segment(delete)).read();
            }
            Json answer = api.send("GET", "/releases").read();
            if (json) {
                context.terminal().out().print(Json.write(answer.raw()));
            } else {
                print(answer, name);
            }
        }
        return Exit.DONE.code();
    }

    private void print(Json answer, String project) {
        Terminal terminal = context.terminal();
        if (answer.get("releases").elements().isEmpty()) {
            terminal.out()
                    .println(project + " has no release yet; croft deploy " + project + " FOLDER");
            return;
        }
        Columns columns = new Columns("");
        for (Json release : answer.get("releases").elements()) {
            boolean current = release.get("current").isTrue();
            String label = release.get("release").text("?");
            String note = Terminal.plain(release.get("note").text(""));
            columns.row(
                    (current ? "* " : "  ") + (current ? terminal.good(label) : label),
                    release.get("made").text("").replaceAll("\\.[0-9]+Z$", "Z"),
                    release.get("files").number(0) + " files",
                    Octets.of(release.get("octets").number(0)),
                    Terminal.plain(release.get("by").text("")),
                    note.length() > SHOWN_NOTE ? note.substring(0, SHOWN_NOTE) + "…" : note);
        }
        columns.lines().forEach(terminal.out()::println);
    }
}
