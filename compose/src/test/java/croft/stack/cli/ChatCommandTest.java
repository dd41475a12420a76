package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `croft chat` and its commands ask of chat-bridge, and how they show the answers.
class ChatCommandTest {
    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack chat;

    @BeforeEach
    void begin() throws IOException {
        chat = new ScriptedStack(folder);
    }

    @AfterEach
    void end() throws IOException {
        chat.close();
    }

    @Test
    void showsWhatIsOnItsWay() {
        Said said =
                chat.answers(
                                200,
                                """
                                {"well": false,
                                 "chats": [{"name": "wizards", "state": "up", "since": "2026-11-22T10:00:00Z",
                                            "server": "Mattermost 11.7 (Team)", "why": null},
                                           {"name": "libera", "state": "away", "since": "2026-11-22T11:00:00Z",
                                            "server": null, "why": "no connection"}],
                                 "lanes": [{"channel": "libera/#rust", "sent": 1200, "waiting": 3, "lag": 75, "dead": 1,
                                            "trouble": "not connected"},
                                           {"channel": "wizards/town-square", "sent": 1, "waiting": 0, "lag": 0,
                                            "dead": 0, "trouble": null}],
                                 "feeds": [{"url": "https://a.test/feed", "channel": "wizards/news",
                                            "read": "2026-11-22T10:00:00Z", "trouble": null},
                                           {"url": "https://b.test/feed", "channel": "wizards/news",
                                            "read": null, "trouble": "404 Not Found"}],
                                 "problems": ["wizards/town-square is stopped: the same text 6 times a minute\\u001b"]}
                                """)
                        .croft("chat", "status");
        assertThat(chat.asked()).isEqualTo("GET /control/chat");
        assertThat(said.out())
                .isEqualTo(
                        """
                        wizards   up     since 2026-11-22T10:00:00Z   Mattermost 11.7 (Team)
                        libera    away   since 2026-11-22T11:00:00Z   no connection

                        libera/#rust          1,200 messages delivered   3 waiting, the oldest for 75 s   1 not deliverable   not connected
                        wizards/town-square   1 message delivered        nothing waits

                        https://a.test/feed   to wizards/news   read 2026-11-22T10:00:00Z
                        https://b.test/feed   to wizards/news   404 Not Found
                        ! wizards/town-square is stopped: the same text 6 times a minute\s
                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
    }

    @Test
    void listsWhatCouldNotBeDelivered() {
        Said said =
                chat.answers(
                                200,
                                """
                                {"dead": [{"id": "7b1c", "what": "message", "channel": "libera/#rust", "author": "ada",
                                           "at": "2026-11-22T10:00:00Z", "attempts": 3,
                                           "why": "404: no such channel"}]}
                                """)
                        .croft("chat", "dead");
        assertThat(chat.asked()).isEqualTo("GET /control/chat/dead");
        assertThat(said.out())
                .isEqualTo(
                        """
                        7b1c  message to libera/#rust by ada, 2026-11-22T10:00:00Z, after 3 attempts
                            404: no such channel
                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(chat.answers(200, "{\"dead\": []}").croft("chat", "dead").code())
                .isEqualTo(Exit.DONE.code());
    }

    @Test
    void sendsAgainOrGivesUp() throws IOException {
        chat.answers(200, "{\"count\": 2}");
        assertThat(chat.croft("chat", "retry", "a", "b").out())
                .isEqualTo("2 messages sent again\n");
        assertThat(chat.asked()).startsWith("POST /control/chat/dead/retry");
        assertThat(chat.croft("chat", "drop", "--all").out()).isEqualTo("2 messages given up\n");
        assertThat(chat.asked()).startsWith("POST /control/chat/dead/drop");
        Said neither = chat.croft("chat", "drop");
        assertThat(neither.code()).isEqualTo(Exit.USAGE.code());
        assertThat(neither.err()).contains("no ID (expected:");
        assertThat(chat.croft("chat", "drop", "a", "--all").code()).isEqualTo(Exit.USAGE.code());
    }

    @Test
    void saysWhatAServerLacks() throws IOException {
        chat.answers(
                200,
                """
                {"findings": [{"state": "ok", "said": "we are croft, a bot", "remedy": null},
                              {"state": "warning", "said": "Entry hides old messages", "remedy": null},
                              {"state": "failed", "said": "not in town-square",
                               "remedy": "add the bot to the channel"}]}
                """);
        Said said = chat.croft("chat", "verify", "wizards", "--trial", "test");
        assertThat(said.out())
                .isEqualTo(
                        """
                        ok      we are croft, a bot
                        warning Entry hides old messages
                        failed  not in town-square
                                Remedy: add the bot to the channel
                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        Json json = Json.read(chat.croft("chat", "verify", "wizards", "--json").out());
        assertThat(json.get("findings").elements()).hasSize(3);
    }
}
