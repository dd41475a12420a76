package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// pkb's settings.
class RocketTest {
    private static final String WHOLE =
            """
            [default]
            port = 8000
            pages_path = "pages"
            author = "Ann Other"
            author_url = "https://ann.example"
            copyright_start_year = 2015
            name = "Ann's notes"
            domain = "Notes.example.net"
            tagline = "What I know"
            """;

    @Test
    void readsAWholeFile() {
        assertThat(Rocket.parse(WHOLE))
                .isEqualTo(
                        new Rocket(
                                Optional.of("pages"),
                                new Identity(
                                        Optional.of("Ann's notes"),
                                        Optional.of("What I know"),
                                        Optional.of("Ann Other"),
                                        Optional.of("https://ann.example"),
                                        OptionalInt.of(2015)),
                                Optional.of(new HostName("notes.example.net")),
                                java.util.List.of()));
    }

    @Test
    void letsTheReleaseOverrideTheDefaultAndGlobalBoth() {
        Rocket rocket =
                Rocket.parse(
                        WHOLE
                                + "[release]\nname = \"Released\"\ntagline = \"R\"\n"
                                + "[global]\ntagline = \"G\"\n[debug]\nauthor = \"Nobody\"\n");

        assertThat(rocket.identity().name()).contains("Released");
        assertThat(rocket.identity().tagline()).contains("G");
        assertThat(rocket.identity().author()).contains("Ann Other");
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        Rocket rocket =
                Rocket.parse(
                        """
                        [default]
                        pages_path = 7
                        name = "Notes"
                        domain = "https://notes.example.net"
                        copyright_start_year = "2015"
                        tagline = "T"
                        author = "A"
                        """);

        assertThat(rocket.pagesPath()).isEmpty();
        assertThat(rocket.identity().name()).contains("Notes");
        assertThat(rocket.problems())
                .containsExactlyInAnyOrder(
                        new Problem(2, "pages_path: \"7\" (expected: text in quotes)"),
                        new Problem(
                                1,
                                "author_url is missing (expected: a line in [default], such as"
                                        + " author_url = \"…\")"),
                        new Problem(
                                5,
                                "copyright_start_year: \"2015\" (expected: a year, such as 2015)"),
                        new Problem(
                                4,
                                "domain: \"https://notes.example.net\" is not a host name (expected:"
                                        + " labels of letters, digits and hyphens)"));
    }

    @Test
    void readsWhatItCanOfAFileThatIsNotToml() {
        Rocket rocket = Rocket.parse("[default]\nname = \"Notes\"\ntagline = oops\n");

        assertThat(rocket.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(3);
                    assertThat(problem.text()).startsWith("not TOML: ");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000",
                "default = 1",
                "[[default]]",
                "[default",
                "default = {name = 1}",
                "\uFEFF[default]"
            })
    void neverFails(String text) {
        assertThat(Rocket.parse(text).problems()).isNotEmpty();
    }

    @Test
    void leavesWhatIsNotSaidToAnother() {
        Identity own =
                new Identity(
                        Optional.of("Mine"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty());
        Identity merged = own.or(Rocket.parse(WHOLE).identity());

        assertThat(merged.name()).contains("Mine");
        assertThat(merged.tagline()).contains("What I know");
        assertThat(merged.since()).hasValue(2015);
    }
}
