package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.mattermost.Finding.Level;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Settings;
import croft.chat.message.Conversation;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `croft chat verify` says of servers.
@Timeout(60)
class VerificationTest {
    @ParameterizedTest
    @EnumSource(Release.class)
    void aServerAsItShouldBePassesAndIsLeftAsItWas(Release release) throws Exception {
        try (Town town = new Town(Settings.forBridges(release), true);
                Verification verification =
                        new Verification(town.account(), InstantSource.system())) {
            assertThat(verification.look(Set.of(town.room(), town.otherRoom())))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(one -> assertThat(one.level()).isEqualTo(Level.GOOD));
            assertThat(town.server.posts(Town.SQUARE)).isEmpty();

            assertThat(verification.tryOut(town.room()))
                    .hasSizeGreaterThan(9)
                    .allSatisfy(one -> assertThat(one.level()).isEqualTo(Level.GOOD));
            assertThat(town.server.shown(Town.SQUARE)).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsRemedy() throws Exception {
        try (Town town = new Town(Settings.of(Release.V11_10).entry(10_000), true);
                Verification verification =
                        new Verification(
                                new Server(
                                        "wizards",
                                        town.server.url(),
                                        town.bridge::token,
                                        Optional.of(() -> town.person("alice").token())),
                                InstantSource.system())) {
            List<Finding> findings =
                    verification.look(Set.of(new Conversation("wizards", "nowhere")));
            assertThat(findings)
                    .filteredOn(one -> one.level() == Level.WRONG)
                    .extracting(Finding::what)
                    .anySatisfy(what -> assertThat(what).contains("alice"))
                    .anySatisfy(what -> assertThat(what).contains("EnableBotAccountCreation"))
                    .anySatisfy(what -> assertThat(what).contains("nowhere"))
                    .hasSize(3);
            assertThat(findings)
                    .filteredOn(one -> one.level() == Level.DOUBTFUL)
                    .extracting(Finding::what)
                    .singleElement()
                    .asString()
                    .contains("10,000");
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidNotToBe() throws Exception {
        try (Verification verification =
                new Verification(
                        new Server(
                                "wizards",
                                URI.create("http://127.0.0.1:1"),
                                () -> "token",
                                Optional.empty()),
                        InstantSource.system())) {
            assertThat(verification.look(Set.of()))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.level()).isEqualTo(Level.WRONG);
                        assertThat(one.what()).doesNotContain("token");
                        assertThat(one.remedy()).contains("http://127.0.0.1:1");
                    });
        }
    }
}
