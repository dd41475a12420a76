package croft.wiki.feed;

import static croft.wiki.Handmade.page;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.graph.Attachment;
import croft.wiki.graph.Edit;
import croft.wiki.graph.Garden;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What others show of a page that somebody links to.
class PreviewTest {
    private static final HostName SITE = new HostName("notes.example.net");

    private static final Masthead MASTHEAD =
            new Masthead(
                    "https://notes.example.net",
                    "Notes",
                    Optional.of("Thoughts"),
                    Optional.empty(),
                    Optional.empty(),
                    "en");

    private final Handmade wikis = new Handmade(Dialect.GARDEN);

    @ParameterizedTest
    @CsvSource({
        "https://else.example/p.png, https://else.example/p.png",
        "p.png, https://notes.example.net/a/p.png",
        "./p.png, https://notes.example.net/a/p.png",
        "../top.png, https://notes.example.net/top.png",
        "/top.png, https://notes.example.net/top.png",
        "top.png, https://notes.example.net/top.png",
        "'[[top.png]]', https://notes.example.net/top.png",
        "missing.png, ''",
        "private.png, ''",
        "../../../etc/passwd, ''",
        "javascript:alert(1), ''",
        "'', ''"
    })
    void showsPicturesThatAreServed(String image, String expected) {
        wikis.put(SITE, page("a/b.md", "B", "x").image(image));
        wikis.edit(
                SITE,
                new Edit(
                        List.of(),
                        List.of(
                                picture("a/p.png", Visibility.PUBLIC),
                                picture("top.png", Visibility.PUBLIC),
                                picture("private.png", Visibility.PRIVATE)),
                        Set.of()));
        assertThat(preview("a/b.md").image().orElse("")).isEqualTo(expected);
    }

    @Test
    void saysWhatAPageIs() {
        wikis.put(SITE, page("a.md", "A", "Some words."), page("home.md", "Home", "x"));
        assertThat(preview("a.md"))
                .isEqualTo(
                        new Preview(
                                "article",
                                "A",
                                Optional.of("Some words."),
                                Optional.empty(),
                                "https://notes.example.net/a",
                                "Notes",
                                Optional.empty(),
                                Optional.of(Handmade.TIME)));
        assertThat(preview("home.md").type()).isEqualTo("website");
        assertThat(preview("home.md").url()).isEqualTo("https://notes.example.net/");
        assertThat(Preview.ofList("Index", new Address("/pages"), MASTHEAD).description())
                .contains("Thoughts");
    }

    private Preview preview(String path) {
        Garden garden = wikis.now(SITE).orElseThrow();
        return Preview.of(garden.page(new FilePath(path)).orElseThrow(), MASTHEAD, garden);
    }

    private static Attachment picture(String path, Visibility visibility) {
        return new Attachment(new FilePath(path), 1, Handmade.TIME, visibility);
    }
}
