package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `croft wiki compare`: what the other Markdown would change.
@Command(
        name = "compare",
        description = {
            "List the pages that look different in strict Markdown and in a garden's, and where they begin to.",
            "For the owner of a pkb folder who thinks of `markdown: garden`."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are the same",
            "1:some differ",
            "2:no wiki has this host",
            "69:nothing runs on the folder, or no wiki"
        })
final class WikiCompareCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private WikiQuestion question = new WikiQuestion();

    WikiCompareCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        return question.ask(context, "compare", "different", this::print);
    }

    private void print(Json answer) {
        Terminal terminal = context.terminal();
        List<Json> different = answer.get("different").elements();
        terminal.out()
                .println(
                        Counted.of(answer.get("same").number(0), "page")
                                + " the same, "
                                + different.size()
                                + " different");
        for (Json page : different) {
            terminal.out()
                    .println(
                            "  "
                                    + terminal.bold(Terminal.plain(page.get("path").text("?")))
                                    + ": "
                                    + Terminal.plain(page.get("where").text("")));
        }
    }
}
