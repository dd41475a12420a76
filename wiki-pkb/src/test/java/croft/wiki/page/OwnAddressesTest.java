package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a wiki answers itself.
class OwnAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "pages, true, true",
        "tags, true, true",
        "tags/a/b, true, true",
        "sitemap.xml, true, true",
        "robots.txt, true, true",
        "-/style.css, true, true",
        "search, false, true",
        "feed.xml, false, true",
        "public/css/style.css, true, false",
        "public, false, false",
        "Pages, false, false",
        "pages/x, false, false",
        "home, false, false",
        "'', false, false"
    })
    void dependOnTheDialect(String path, boolean strict, boolean garden) {
        assertThat(OwnAddresses.STRICT.contain(path)).isEqualTo(strict);
        assertThat(OwnAddresses.GARDEN.contain(path)).isEqualTo(garden);
    }
}
