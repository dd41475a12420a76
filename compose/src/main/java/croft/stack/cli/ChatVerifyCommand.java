package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft chat verify`: whether a chat server is as the bridge needs it.
@Command(
        name = "verify",
        description = {
            "Look whether a chat server lets us do what croft.yml asks for. Reads only; with --trial, a message goes"
                    + " through a channel and is deleted again.",
            "Worth it after each upgrade of the server."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as it should be",
            "1:something is not; what, and what to do, is printed",
            "2:croft.yml has no such chat",
            "69:nothing runs on the folder, or croft.yml has no chats"
        })
final class ChatVerifyCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "CHAT", description = "a key of chats")
    private String chat = "";

    @Option(
            names = "--trial",
            paramLabel = "CHANNEL",
            description =
                    "send, edit and delete a message in this channel, which nobody should read")
    private @Nullable String trial;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    ChatVerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Map<String, Object> question = new HashMap<>();
        question.put("chat", chat);
        if (trial != null) {
            question.put("trial", trial);
        }
        Json answer =
                ServiceControl.ofChatBridge(folder.in(context))
                        .post("/control/chat/verify", question);
        List<Json> findings = answer.get("findings").elements();
        if (json) {
            context.terminal().out().print(Json.write(answer.raw()));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().noneMatch(f -> f.get("state").text("").equals("failed"))
                ? Exit.DONE.code()
                : Exit.MISTAKES.code();
    }

    private void print(Json finding) {
        Terminal terminal = context.terminal();
        String state = finding.get("state").text("failed");
        terminal.out()
                .println(
                        switch (state) {
                                    case "ok" -> terminal.good("ok      ");
                                    case "warning" -> terminal.warning("warning ");
                                    default -> terminal.bad("failed  ");
                                }
                                + Terminal.plain(finding.get("said").text("?")));
        if (!finding.get("remedy").isAbsent()) {
            terminal.out()
                    .println("        Remedy: " + Terminal.plain(finding.get("remedy").text("")));
        }
    }
}
