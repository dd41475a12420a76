package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The bench itself: an authority that starts, forgets and ends.
class PebbleTest {
    @Test
    void offersItsProfilesAndChainsAndForgetsItsRootWhenItStartsAgain() throws Exception {
        try (Pebble pebble = PebbleOptions.calm().withAlternateRoots(2, 1).start();
                AcmeAuthority authority =
                        new AcmeAuthority(
                                pebble.directory(),
                                Optional.of(pebble.serverRoot()),
                                InstantSource.system())) {
            assertThat(authority.directory().profiles())
                    .containsOnlyKeys("classic", "shortlived", "blink");
            assertThat(authority.directory().hasRenewalInformation()).isTrue();
            assertThat(pebble.root(2)).isNotEqualTo(pebble.root(0));
            var before = pebble.root(0);
            pebble.restart();
            assertThat(pebble.root(0)).isNotEqualTo(before);
        }
    }

    @Test
    void answersQuestionsAboutNames() throws Exception {
        try (Pebble pebble = Pebble.start()) {
            assertThat(pebble.questions("_acme-challenge.blog.test")).isZero();
            pebble.addText("_acme-challenge.blog.test", "value");
            pebble.clearText("_acme-challenge.blog.test");
            assertThat(pebble.log()).contains("Listening on: ");
        }
    }
}
