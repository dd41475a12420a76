package croft.chat;

import croft.platform.service.CroftService;

/// The program.
public final class ChatBridge {
    private ChatBridge() {}

    /// Serves until SIGTERM; everything it needs is in its environment.
    public static void main(String[] arguments) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("chat-bridge", ChatBridge.class).withDatabase("chat");
    }
}
