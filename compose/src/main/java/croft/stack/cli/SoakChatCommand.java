package croft.stack.cli;

import croft.stack.fuzz.SourceTree;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.soak.ChatSoak;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `croft soak chat`: people talk over a bridge that is killed and cut again and again.
@Command(
        name = "chat",
        description = {
            "Let a crowd talk at two doubles of Mattermost and a third server while the bridge between them, its PostgreSQL and"
                    + " its connections are killed and cut, and compare in the end what people see.",
            "Everything is started here, real but for the servers, and ended again. Needs the source tree. 100,000 messages and"
                    + " 1,000 kills and cuts take an hour or more on two quiet cores."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was lost, doubled, out of order, stale, resurrected or orphaned",
            "1:something was; the report says what and how much",
            "2:no such number",
            "69:no source tree, or no Maven",
            "70:the tests do not compile, or the run did not come to its end",
            "130:interrupted"
        })
final class SoakChatCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--messages",
            paramLabel = "NUMBER",
            defaultValue = "2000",
            description =
                    "that people say; default: 2000. Edits, deletions and reactions come on top")
    private int messages;

    @Option(
            names = "--kills",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "kills and cuts together; default: 20")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "20261123",
            description =
                    "what people and weather do follows from it, but for the timing; default: 20261123")
    private long seed;

    @Option(names = "--json", description = "the report as one line of JSON")
    private boolean json;

    SoakChatCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        // The run has processes of its own, which a mere end of this one would leave running.
        Interrupts.handle(Thread.currentThread()::interrupt, () -> {});
        try {
            return soak();
        } catch (InterruptedException e) {
            context.terminal().err().println("Interrupted.");
            return Exit.INTERRUPTED.code();
        }
    }

    private int soak() throws CannotStart, IOException, InterruptedException {
        if (messages < 1 || messages > 10_000_000) {
            throw new CannotStart(
                    Exit.USAGE, "--messages " + messages + " (expected: 1 to 10000000)");
        }
        if (kills < 0 || kills > 1_000_000) {
            throw new CannotStart(Exit.USAGE, "--kills " + kills + " (expected: 0 to 1000000)");
        }
        SourceTree tree = SourceTree.of(context.installation());
        tree.compile(ChatSoak.MODULE);
        int code = new ChatSoak(messages, kills, seed, json).run(tree);
        return code == Exit.DONE.code() || code == Exit.MISTAKES.code()
                ? code
                : Exit.SOFTWARE.code();
    }
}
