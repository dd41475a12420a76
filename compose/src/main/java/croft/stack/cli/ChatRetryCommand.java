package croft.stack.cli;

import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `croft chat retry`: what becomes of what could not be delivered.
@Command(
        name = "retry",
        description = "Send what could not be delivered again, at the end of its channel's queue.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:no such message",
            "69:nothing runs on the folder, or croft.yml has no chats"
        })
final class ChatRetryCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private ChatLetters letters = new ChatLetters();

    ChatRetryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        return letters.each(context, "retry", "sent again");
    }
}
