package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns for names and paths.
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "sid, sid",
        "*, ''",
        "*, anything",
        "_ga*, _ga",
        "_ga*, _ga_X1",
        "*_session, my_wiki_session",
        "*_session, a_session_session",
        "/api/*/files/*, /api/v4/files/",
        "a*b*c, abbbabc",
        "**a**, banana",
        "a?c, a?c"
    })
    void matchesTheWholeName(String pattern, String name) {
        assertThat(new Glob(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "sid, sid2",
        "sid, SID",
        "sid, my_sid",
        "sid, ''",
        "_ga_*, _gallery_session",
        "*_session, my_session_id",
        "/api/*, /api",
        "a?c, abc",
        "a*b*c, abcb"
    })
    void matchesNothingElse(String pattern, String name) {
        assertThat(new Glob(pattern).matches(name)).isFalse();
    }

    @Test
    void isNotEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Glob(""));
    }

    @Test
    void takesNoLongerThanTheProductOfBothLengths() {
        Glob pattern = new Glob("*a".repeat(128) + "b");
        String name = "a".repeat(8192);
        assertThat(
                        Assertions.<Boolean>assertTimeoutPreemptively(
                                Duration.ofSeconds(10), () -> pattern.matches(name)))
                .isFalse();
    }
}
