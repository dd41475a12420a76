package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Columns;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft wiki`: every wiki, and whether there is something for its owner to do.
@Command(
        name = "wiki",
        description =
                "Show every wiki: its folder, how many pages, and whether there is something to do.",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:a wiki's folder cannot be read",
            "69:nothing runs on the folder, or no wiki"
        })
final class WikiCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    WikiCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer = ServiceControl.ofWiki(folder.in(context)).get("/control/wikis");
        List<Json> wikis = answer.get("wikis").elements();
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            print(wikis);
        }
        return wikis.stream().allMatch(wiki -> wiki.get("readable").isTrue())
                ? Exit.DONE.code()
                : Exit.MISTAKES.code();
    }

    private void print(List<Json> wikis) {
        Terminal terminal = context.terminal();
        Columns columns = new Columns("");
        for (Json wiki : wikis) {
            long problems = wiki.get("problems").number(0);
            long conflicts = wiki.get("conflicts").number(0);
            columns.row(
                    wiki.get("host").text("?"),
                    wiki.get("folder").text("?"),
                    wiki.get("markdown").text(""),
                    Counted.of(wiki.get("pages").number(0), "page")
                            + ", "
                            + Counted.of(wiki.get("files").number(0), "file"),
                    problems == 0 ? "" : terminal.warning(Counted.of(problems, "problem")),
                    conflicts == 0 ? "" : terminal.warning(Counted.of(conflicts, "conflict")));
        }
        columns.lines().forEach(terminal.out()::println);
        for (Json wiki : wikis) {
            if (!wiki.get("readable").isTrue()) {
                terminal.out()
                        .println(
                                terminal.bad("!")
                                        + " "
                                        + wiki.get("host").text("?")
                                        + ": "
                                        + wiki.get("problem").text("cannot be read"));
            }
        }
    }
}
