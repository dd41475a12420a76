package croft.chat.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.command.Orders.Reading;
import croft.chat.message.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody types behind `/croft`.
class OrdersTest {
    private static final Conversation HERE = Conversation.of("wizards/ops");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                      | help
                    help                                    | help
                    HELP me                                 | help
                    site list                               | site list
                    Site  List                              | site list
                    site rollback journal                   | site rollback journal
                    site promote journal 2026-11-23.2       | site promote journal 2026-11-23.2
                    cert status                             | cert status
                    cert status WWW.example.net             | cert status www.example.net
                    cache purge www.example.net             | cache purge https://www.example.net/
                    cache purge <https://a.example/x?y=1>   | cache purge https://a.example/x?y=1
                    wiki search plum  cake                  | wiki search plum cake
                    bridge status                           | bridge status
                    bridge link libera/#rust                | bridge link wizards/ops libera/#rust
                    bridge unlink a/b c/d                   | bridge unlink a/b c/d
                    """)
    void isAnOrder(String typed, String order) {
        assertThat(Orders.read(typed, HERE))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(read.order().text()).isEqualTo(order));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    site lits                 | Did you mean `/croft site list`?
                    site rolback journal      | Did you mean `/croft site rollback`?
                    brigde status             | Did you mean `/croft bridge status`?
                    site                      | There are `/croft site list`, `/croft site rollback`, `/croft site promote`.
                    certs                     | There are `/croft cert status`.
                    make coffee               | `/croft help` lists what there is.
                    site list now             | "now" (expected: nothing more).
                    site rollback             | It is used so: `/croft site rollback PROJECT`
                    site rollback ../x        | is no PROJECT
                    site promote journal a..b | is no RELEASE
                    cache purge ftp://x/y     | (expected: a URL such as
                    cache purge               | (expected: URL)
                    wiki search               | (expected: words)
                    bridge link town-square   | CHAT/CHANNEL
                    bridge link wizards/ops   | twice (expected: two different channels)
                    """)
    void isExplainedWhereItIsNone(String typed, String why) {
        assertThat(Orders.read(typed, HERE))
                .isInstanceOfSatisfying(
                        Reading.Misread.class, misread -> assertThat(misread.why()).contains(why));
    }

    @Test
    @Timeout(2)
    void isBounded() {
        assertThat(Orders.read("x".repeat(60_000), HERE)).isInstanceOf(Reading.Misread.class);
        assertThat(Orders.read("x".repeat(999), HERE)).isInstanceOf(Reading.Misread.class);
    }

    @Test
    void mentionsNobodyWhenItIsRepeated() {
        assertThat(Orders.read("site rollback @all", HERE))
                .isInstanceOfSatisfying(
                        Reading.Misread.class,
                        misread -> assertThat(misread.why()).doesNotContain("@all"));
    }

    @Test
    void isAllowedToWhoeverCroftYmlNames() {
        Rights rights = Rights.of(List.of("me", "@Ann: wiki", "bob: site list"));
        assertThat(rights.allow("ME", "site rollback")).isTrue();
        assertThat(rights.allow("ann", "wiki search")).isTrue();
        assertThat(rights.allow("ann", "site list")).isFalse();
        assertThat(rights.allow("bob", "site list")).isTrue();
        assertThat(rights.allow("bob", "site rollback")).isFalse();
        assertThat(rights.allow("eve", "site list")).isFalse();
        assertThat(rights.allow("", "site list")).isFalse();
        assertThat(rights.allow("eve", "help")).isTrue();
    }

    @Test
    void isNotAllowedByAMistake() {
        assertThatThrownBy(() -> Rights.of(List.of("ann: sites")))
                .hasMessageContaining("there is no command sites (expected: one of site list");
        assertThatThrownBy(() -> Rights.of(List.of("ann wiki")))
                .hasMessageContaining("expected: NAME, or NAME: COMMAND");
    }
}
