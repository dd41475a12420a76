package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys are what docs/contracts/surrogate-keys.md says.
class SurrogateKeyTest {
    private static final HostName HOST = new HostName("notes.test");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wiki | wiki:notes.test/wiki",
                "text:a/b c.md | wiki:notes.test/text:a/b%20c.md",
                "head:Über.md | wiki:notes.test/head:%C3%9Cber.md",
                "tag:100%#? | wiki:notes.test/tag:100%25%23%3F",
                "name:a\"b\\c | wiki:notes.test/name:a%22b%5Cc"
            })
    void everythingElseIsEncoded(String facet, String key) {
        assertThat(SurrogateKey.of(HOST, new Facet(facet)).value()).isEqualTo(key);
    }

    @Test
    void longOnesAreHashed() {
        Facet one = Facet.text(new FilePath("x".repeat(300) + ".md"));
        Facet other = Facet.text(new FilePath("x".repeat(301) + ".md"));
        assertThat(SurrogateKey.of(HOST, one).value())
                .matches("wiki:#[A-Za-z0-9_-]{24}")
                .isNotEqualTo(SurrogateKey.of(HOST, other).value());
        String longest = "x".repeat(253 - "wiki:notes.test/".length());
        assertThat(SurrogateKey.of(HOST, new Facet(longest)).value())
                .isEqualTo("wiki:notes.test/" + longest);
    }
}
