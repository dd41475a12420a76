package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `croft wiki problems`: what is wrong with pages, which readers are not told.
@Command(
        name = "problems",
        description = {
            "List what is wrong with pages: heads that cannot be read, links that lead nowhere, names that"
                    + " clash.",
            "Readers are shown such pages as well as they can be, and nothing of this."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is",
            "2:no wiki has this host",
            "69:nothing runs on the folder, or no wiki"
        })
final class WikiProblemsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private WikiQuestion question = new WikiQuestion();

    WikiProblemsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        return question.ask(context, "problems", "problems", this::print);
    }

    private void print(Json answer) {
        Terminal terminal = context.terminal();
        if (answer.get("problems").elements().isEmpty()) {
            terminal.out().println(terminal.good("Nothing is wrong"));
        }
        for (Json problem : answer.get("problems").elements()) {
            long line = problem.get("line").number(0);
            terminal.out()
                    .println(
                            Terminal.plain(problem.get("path").text("?"))
                                    + (line > 0 ? ":" + line : "")
                                    + ": "
                                    + Terminal.plain(problem.get("text").text("")));
        }
    }
}
