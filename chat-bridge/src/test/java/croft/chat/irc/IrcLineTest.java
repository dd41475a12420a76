package croft.chat.irc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of IRC are read and written.
class IrcLineTest {
    @Test
    void aLineIsReadWithAllItsParts() {
        IrcLine line =
                IrcLine.read(
                                "@time=2026-11-23T06:59:13Z;+a/b=x\\:y\\sz\\\\;flag :al!u@h PRIVMSG #x :hi there")
                        .orElseThrow();
        assertThat(line.tags())
                .isEqualTo(Map.of("time", "2026-11-23T06:59:13Z", "+a/b", "x;y z\\", "flag", ""));
        assertThat(line.from()).isEqualTo("al");
        assertThat(line.isFromPerson()).isTrue();
        assertThat(line.command()).isEqualTo("PRIVMSG");
        assertThat(line.params()).containsExactly("#x", "hi there");
        assertThat(line.tag("flag")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", "@a", "@a=b ", ":", ":x", ":x ", "\0", "@;;= :", "@ : "})
    void whatHasNoCommandIsNoLine(String text) {
        assertThat(IrcLine.read(text)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(7);
        List<String> words = List.of("a", "#x", "é", "👍", "b:c", "-", "\\", ";", "=");
        for (int i = 0; i < 2000; i++) {
            String[] params = new String[random.nextInt(1, 5)];
            for (int p = 0; p < params.length; p++) {
                params[p] = words.get(random.nextInt(words.size()));
            }
            params[params.length - 1] =
                    List.of("", ":", " x ", ":a b", "last").get(random.nextInt(5));
            IrcLine line =
                    IrcLine.of("CMD", params)
                            .tagged(Map.of("+k", String.join(" ; \\ \n", params), "e", ""));
            assertThat(IrcLine.read(line.written())).contains(line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nQUIT", "a\nb", "a\rb", "a\0b"})
    void nothingIsSmuggledBehindALine(String text) {
        assertThatThrownBy(() -> IrcLine.of("PRIVMSG", "#x", text))
                .hasMessageStartingWith("PRIVMSG: its parameter 2 would be read as something else")
                .hasMessageNotContaining("QUIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#x y", ":x", ""})
    void onlyTheLastParameterMayHoldSpaces(String channel) {
        assertThatThrownBy(() -> IrcLine.of("JOIN", channel, "key"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anythingAtAllIsReadWithoutFailing() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append("@:; =\\\r\n\0aZ#é!\u0001".charAt(random.nextInt(15)));
            }
            Optional<IrcLine> line = IrcLine.read(text.toString());
            line.ifPresent(read -> assertThat(read.command()).isNotEmpty());
        }
    }

    @Test
    void aPasswordIsNotSentInTheClear() {
        assertThatThrownBy(() ->
                        new IrcServer(
                                "libera",
                                "irc.example",
                                6667,
                                false,
                                "croft",
                                Optional.of(new IrcServer.Login("croft", "s3cret")),
                                Optional.empty(),
                                Optional.empty()))
                .hasMessage(
                        "libera: the password of croft would be sent to irc.example in the clear"
                                + " (expected: TLS, such as ircs://irc.example:6697)");
    }
}
