package croft.chat;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// What may know what in chat-bridge.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.chat")
                .packages(
                        "command",
                        "incident",
                        "feed",
                        "unfurl",
                        "mattermost",
                        "irc",
                        "relay",
                        "ledger",
                        "message")
                .pure("message")
                .fence("io.netty", "irc", "mattermost", "command")
                .fence("org.commonmark", "message")
                .fence("io.micronaut", "ledger")
                .fence("java.sql", "ledger")
                .check();
    }
}
