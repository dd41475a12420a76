package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import org.junit.jupiter.api.Test;

/// Keys fit into one word of a field and into the journal.
class SurrogateKeyTest {
    private static final HostName HOST = new HostName("*.many.test");

    @Test
    void namesASiteAndAFileInOneWord() {
        assertThat(SurrogateKey.site(HOST)).hasToString("site:*.many.test");
        assertThat(SurrogateKey.file(HOST, SitePath.file("a b", "ü,#.html")))
                .hasToString("file:*.many.test/a%20b/%C3%BC,%23.html");
        assertThat(SurrogateKey.file(HOST, new SitePath(SitePath.file("a").segments(), true)))
                .hasToString("file:*.many.test/a");
    }

    @Test
    void isBoundedAndStillTellsLongNamesApart() {
        SurrogateKey one = SurrogateKey.file(HOST, SitePath.file("ü".repeat(100), "1"));
        SurrogateKey other = SurrogateKey.file(HOST, SitePath.file("ü".repeat(100), "2"));
        assertThat(one.value()).hasSizeLessThan(40).startsWith("file:#");
        assertThat(one).isNotEqualTo(other);
    }
}
