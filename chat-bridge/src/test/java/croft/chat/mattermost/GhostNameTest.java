package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// User names of ghosts.
class GhostNameTest {
    @ParameterizedTest
    @CsvSource({
        "Wilma, libera, wilma-libera",
        "Zoë Größe, rust_melbourne, zoe-gro-e-rust-melb",
        "42, libera, somebody-libera",
        "李, libera, somebody-libera",
        "a_very_long_name_indeed, libera, a-very-long-nam-libera"
    })
    void readAsThePersonAndWhereTheyAre(String person, String origin, String expected) {
        assertThat(GhostName.candidates(person, origin)).first().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "-", "....", "Ångström", "a\u0000b", "admin", "9lives"})
    void areNamesThatTheServerTakes(String person) {
        List<String> names = GhostName.candidates(person, "rust_melbourne_australia");
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(names).allSatisfy(n -> assertThat(n).matches("[a-z][a-z0-9._-]{2,21}"));
    }
}
