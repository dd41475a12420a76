package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft chat dead`: what could not be delivered.
@Command(
        name = "dead",
        description = {
            "List the messages that a chat server has refused for good, each with the reason.",
            "`croft chat retry` sends them again, `croft chat drop` gives them up."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there are none",
            "1:there are some",
            "69:nothing runs on the folder, or croft.yml has no chats"
        })
final class ChatDeadCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    ChatDeadCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer = ServiceControl.ofChatBridge(folder.in(context)).get("/control/chat/dead");
        List<Json> dead = answer.get("dead").elements();
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else if (dead.isEmpty()) {
            context.terminal().out().println(context.terminal().good("Everything was delivered"));
        } else {
            dead.forEach(this::print);
        }
        return dead.isEmpty() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    private void print(Json letter) {
        Terminal terminal = context.terminal();
        terminal.out()
                .println(
                        terminal.bold(said(letter.get("id")))
                                + "  "
                                + said(letter.get("what"))
                                + " to "
                                + said(letter.get("channel"))
                                + (letter.get("author").isAbsent()
                                        ? ""
                                        : " by " + said(letter.get("author")))
                                + ", "
                                + said(letter.get("at"))
                                + ", after "
                                + Counted.of(letter.get("attempts").number(0), "attempt"));
        terminal.out().println("    " + said(letter.get("why")));
    }

    private static String said(Json text) {
        return Terminal.plain(text.text(""));
    }
}
