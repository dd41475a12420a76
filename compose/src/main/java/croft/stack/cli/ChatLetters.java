package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The dead letters that a command is about: named ones, or all.
final class ChatLetters {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "as `croft chat dead` shows them")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "all of them")
    private boolean all;

    @Mixin private FolderOption folder = new FolderOption();

    /// Does it and tells how many.
    ///
    /// @param what the last segment of the control API's path
    /// @param done in words: `sent again`
    int each(Context context, String what, String done)
            throws CannotStart, IOException, InterruptedException {
        if (ids.isEmpty() != all) {
            throw new CannotStart(
                    Exit.USAGE,
                    all
                            ? "--all beside an ID (expected: one of them)"
                            : "no ID (expected: one that croft chat dead shows, or --all)");
        }
        Json answer =
                ServiceControl.ofChatBridge(folder.in(context))
                        .post("/control/chat/dead/" + what, Map.of("ids", ids, "all", all));
        context.terminal()
                .out()
                .println(Counted.of(answer.get("count").number(0), "message") + " " + done);
        return Exit.DONE.code();
    }
}
