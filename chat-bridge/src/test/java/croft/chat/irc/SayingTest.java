package croft.chat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is said for what is to be there.
class SayingTest {
    private static final Conversation TO = new Conversation("libera", "#rust");
    private static final Instant SAID = Instant.parse("2026-11-22T14:02:30Z");

    private final Saying saying = new Saying(true);

    @Test
    void everyLineSaysWhoseItIs() {
        assertThat(saying.lines(create("one\n**two**", "Wilma", false, Optional.empty())))
                .containsExactly("<Wilma> one", "<Wilma> \2two");
    }

    @Test
    void anAnswerAndWhatComesLateSaySo() {
        assertThat(saying.lines(create("one\ntwo", "Wilma", true, Optional.of("id"))))
                .containsExactly("<Wilma> [22 Nov 14:02 UTC] ↪ one", "<Wilma> two");
    }

    @Test
    void whetherItIsLateDoesNotChangeWhereItIsParted() {
        String text = "word ".repeat(200);
        assertThat(saying.lines(create(text, "Wilma", true, Optional.of("id"))))
                .hasSameSizeAs(saying.lines(create(text, "Wilma", false, Optional.empty())));
    }

    @Test
    void noLineIsLongerThanTheServerPassesOn() {
        String text = "👍ß word".repeat(2000);
        for (String name : List.of("W", "W".repeat(500), "👍".repeat(100))) {
            for (String line :
                    new Saying(false).lines(create(text, name, true, Optional.of("i")))) {
                String whole =
                        ":%s!%s@%s PRIVMSG #rust :%s\r\n"
                                .formatted("n".repeat(30), "u".repeat(11), "h".repeat(64), line);
                assertThat(whole.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(512);
            }
        }
    }

    @Test
    void aVeryLongTextIsItsBeginningAndALink() {
        Outgoing long1 = create("line\n".repeat(40), "Wilma", false, Optional.empty());
        assertThat(saying.lines(long1)).hasSize(9).last().isEqualTo("<Wilma> … 32 more lines: ");
        assertThat(saying.isLink(long1, 8)).isTrue();
        assertThat(saying.isLink(long1, 7)).isFalse();
        assertThat(new Saying(false).lines(long1)).hasSize(40);
        Outgoing shorter = create("line\n".repeat(9), "Wilma", false, Optional.empty());
        assertThat(saying.lines(shorter)).hasSize(9);
        assertThat(saying.isLink(shorter, 8)).isFalse();
    }

    @Test
    void aNameCannotPretendToBeMore() {
        assertThat(saying.lines(create("hi", "A\2b\r\nQUIT\0\u202Ec", false, Optional.empty())))
                .containsExactly("<Ab QUITc> hi");
    }

    @Test
    void anEditIsSaidOnceMoreAndDeletionsAndReactionsAreNot() {
        Author wilma = new Author("1", "Wilma", Optional.empty());
        UUID key = UUID.randomUUID();
        assertThat(
                        saying.lines(
                                new Outgoing.Edit(
                                        key, TO, TO, wilma, Voice.PREFIX, Body.of("x"), List.of())))
                .containsExactly("<Wilma> edited: x");
        assertThat(saying.lines(new Outgoing.Delete(key, TO, wilma, Voice.PREFIX, List.of("a"))))
                .isEmpty();
        assertThat(
                        saying.lines(
                                new Outgoing.React(
                                        key, TO, "a", wilma, Voice.PREFIX, "tada", true)))
                .isEmpty();
    }

    @Test
    void filesAreNamed() {
        Outgoing.Create plain = create("look", "Wilma", false, Optional.empty());
        Outgoing.Create create =
                new Outgoing.Create(
                        plain.key(),
                        TO,
                        TO,
                        plain.author(),
                        plain.voice(),
                        new Body(
                                "look",
                                List.of(new Attachment("1", "a\ncat.png", "image/png", 12_345))),
                        Optional.empty(),
                        SAID,
                        false,
                        List.of());
        assertThat(saying.lines(create))
                .containsExactly("<Wilma> look", "<Wilma> 📎 a cat.png (13 kB)");
    }

    private static Outgoing.Create create(
            String text, String name, boolean late, Optional<String> root) {
        return new Outgoing.Create(
                UUID.randomUUID(),
                TO,
                new Conversation("wizards", "town-square"),
                new Author("1", name, Optional.empty()),
                Voice.PREFIX,
                Body.of(text),
                root,
                SAID,
                late,
                List.of("b"));
    }
}
