package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Columns;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft chat status`: every chat server, and what is on its way to each channel.
@Command(
        name = "status",
        description = {
            "Show every chat server, what is on its way to each channel and since when, and what could not be"
                    + " delivered."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every chat is there, and nothing is stuck",
            "1:a chat is away, a bridge is stopped, or something could not be delivered",
            "69:nothing runs on the folder, or croft.yml has no chats"
        })
final class ChatStatusCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    ChatStatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Json answer = ServiceControl.ofChatBridge(folder.in(context)).get("/control/chat");
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            chats(answer.get("chats").elements());
            lanes(answer.get("lanes").elements());
            feeds(answer.get("feeds").elements());
            problems(answer);
        }
        return answer.get("well").isTrue() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    private void chats(List<Json> chats) {
        Terminal terminal = context.terminal();
        Columns columns = new Columns("");
        for (Json chat : chats) {
            boolean up = chat.get("state").text("").equals("up");
            columns.row(
                    said(chat.get("name")),
                    up ? terminal.good("up") : terminal.bad(said(chat.get("state"))),
                    "since " + said(chat.get("since")),
                    said(chat.get(up ? "server" : "why")));
        }
        columns.lines().forEach(terminal.out()::println);
    }

    private void lanes(List<Json> lanes) {
        if (lanes.isEmpty()) {
            return;
        }
        Terminal terminal = context.terminal();
        terminal.out().println();
        Columns columns = new Columns("");
        for (Json lane : lanes) {
            long waiting = lane.get("waiting").number(0);
            long dead = lane.get("dead").number(0);
            columns.row(
                    said(lane.get("channel")),
                    Counted.of(lane.get("sent").number(0), "message") + " delivered",
                    waiting == 0
                            ? "nothing waits"
                            : terminal.warning(
                                    waiting
                                            + " waiting, the oldest for "
                                            + Seconds.of(
                                                    Duration.ofSeconds(lane.get("lag").number(0)))),
                    dead == 0 ? "" : terminal.bad(dead + " not deliverable"),
                    waiting == 0 ? "" : said(lane.get("trouble")));
        }
        columns.lines().forEach(terminal.out()::println);
    }

    private void feeds(List<Json> feeds) {
        if (feeds.isEmpty()) {
            return;
        }
        Terminal terminal = context.terminal();
        terminal.out().println();
        Columns columns = new Columns("");
        for (Json feed : feeds) {
            boolean troubled = !feed.get("trouble").isAbsent();
            columns.row(
                    said(feed.get("url")),
                    "to " + said(feed.get("channel")),
                    troubled
                            ? terminal.warning(said(feed.get("trouble")))
                            : "read " + feed.get("read").text("never"));
        }
        columns.lines().forEach(terminal.out()::println);
    }

    private void problems(Json answer) {
        Terminal terminal = context.terminal();
        for (Json problem : answer.get("problems").elements()) {
            terminal.out().println(terminal.bad("!") + " " + Terminal.plain(problem.text("")));
        }
    }

    private static String said(Json text) {
        return Terminal.plain(text.text(""));
    }
}
