package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `croft wiki conflicts`: what Syncthing set aside, as differences.
@Command(
        name = "conflicts",
        description = {
            "List the files that Syncthing set aside because a page was changed in two places, each with what"
                    + " it has that the page has not.",
            "They are never pages. Put into the page what you want of one, then delete it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there are none",
            "1:there are some",
            "2:no wiki has this host",
            "69:nothing runs on the folder, or no wiki"
        })
final class WikiConflictsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private WikiQuestion question = new WikiQuestion();

    WikiConflictsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        return question.ask(context, "conflicts", "conflicts", this::print);
    }

    private void print(Json answer) {
        Terminal terminal = context.terminal();
        if (answer.get("conflicts").elements().isEmpty()) {
            terminal.out().println(terminal.good("No conflicts"));
        }
        for (Json conflict : answer.get("conflicts").elements()) {
            terminal.out()
                    .println(
                            terminal.bold(Terminal.plain(conflict.get("path").text("?")))
                                    + ": of "
                                    + Terminal.plain(conflict.get("of").text("?"))
                                    + ", set aside "
                                    + conflict.get("at").text("at a time that is not known")
                                    + ", last changed by "
                                    + Terminal.plain(conflict.get("device").text("?")));
            conflict.get("diff")
                    .text("")
                    .lines()
                    .map(this::coloured)
                    .forEach(terminal.out()::println);
            terminal.out().println();
        }
    }

    private String coloured(String line) {
        String plain = "  " + Terminal.plain(line);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> context.terminal().good(plain);
            case '-' -> context.terminal().bad(plain);
            default -> plain;
        };
    }
}
