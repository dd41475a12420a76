package croft.wiki.feed;

import croft.wiki.graph.Reading;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// The feed of a wiki, or of one of its tags, in Atom 1.0 (RFC 4287): the listed pages that changed
/// last, with their whole text.
///
/// The id of an entry is the URL of its page. A `tag:` URI (RFC 4151) would outlive a renaming only
/// if it came from something that is kept for ever beside the folder, and would be another one, and
/// all entries new to every subscriber, the day that is lost.
public final class Atom {
    /// What the answer is.
    public static final String MEDIA_TYPE = "application/atom+xml; charset=utf-8";

    /// Who missed more than this reads the list of pages.
    public static final int MOST_ENTRIES = 20;

    /// Longer pages show their summary and a link: one of them would be most of the feed.
    private static final int LONGEST_TEXT = 200_000;

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private final Masthead masthead;
    private final Reading reading;
    private final Texts texts;

    private Atom(Masthead masthead, Reading reading, Texts texts) {
        this.masthead = masthead;
        this.reading = reading;
        this.texts = texts;
    }

    /// Gives the HTML of pages.
    @FunctionalInterface
    public interface Texts {
        /// The inside of the page's article, as the page shows it; its URLs may be relative.
        ///
        /// @return empty if it cannot be read
        Optional<String> html(Page page);
    }

    /// The feed of everything, at `/feed.xml`.
    ///
    /// @param reading notes what the feed was made of
    public static byte[] ofAll(Masthead masthead, Reading reading, Texts texts) {
        return new Atom(masthead, reading, texts)
                .write(
                        masthead.name(),
                        new Address("/feed.xml"),
                        new Address("/"),
                        reading.recent(MOST_ENTRIES));
    }

    /// The feed of a tag, at `/tags/TAG/feed.xml`.
    ///
    /// @param reading notes what the feed was made of
    public static byte[] of(Tag tag, Masthead masthead, Reading reading, Texts texts) {
        List<Page> newest =
                reading.tagged(tag).stream()
                        .sorted(
                                Comparator.comparing(Page::modified)
                                        .reversed()
                                        .thenComparing(Page::path))
                        .limit(MOST_ENTRIES)
                        .toList();
        return new Atom(masthead, reading, texts)
                .write(
                        "#" + tag + " · " + masthead.name(),
                        Address.encoded("tags/" + tag + "/feed.xml"),
                        Address.encoded("tags/" + tag),
                        newest);
    }

    private byte[] write(String title, Address self, Address about, List<Page> pages) {
        return Xml.document(
                "feed",
                NAMESPACE,
                xml -> {
                    xml.language(masthead.language());
                    xml.element("title", title);
                    if (masthead.tagline().isPresent()) {
                        xml.element("subtitle", masthead.tagline().get());
                    }
                    xml.element("id", masthead.url(self));
                    link(xml, "self", "application/atom+xml", masthead.url(self));
                    link(xml, "alternate", "text/html", masthead.url(about));
                    xml.element(
                            "updated",
                            Xml.time(
                                    pages.stream()
                                            .map(Page::modified)
                                            .max(Comparator.naturalOrder())
                                            .orElse(Instant.EPOCH)));
                    author(xml);
                    for (Page page : pages) {
                        xml.element("entry", _ -> entry(xml, page));
                    }
                });
    }

    private void author(Xml xml) throws XMLStreamException {
        xml.element(
                "author",
                _ -> {
                    xml.element("name", masthead.author().orElse(masthead.name()));
                    Optional<String> url = masthead.authorUrl().filter(Atom::isUrl);
                    if (url.isPresent()) {
                        xml.element("uri", url.get());
                    }
                });
    }

    private void entry(Xml xml, Page page) throws XMLStreamException {
        reading.note(Facet.text(page.path()));
        String url = masthead.url(Places.of(page, reading.garden()));
        if (page.language().isPresent()) {
            xml.language(page.language().get());
        }
        xml.element("title", page.title());
        xml.element("id", url);
        link(xml, "alternate", "text/html", url);
        xml.element("updated", Xml.time(page.modified()));
        if (page.date().isPresent()) {
            xml.element("published", Xml.time(page.date().get()));
        }
        for (Tag tag : reading.garden().tagsOf(page.path())) {
            xml.empty("category", _ -> xml.attribute("term", tag.text()));
        }
        Optional<String> summary = summary(page);
        if (summary.isPresent()) {
            xml.element("summary", summary.get());
        }
        Optional<String> html = texts.html(page).filter(text -> text.length() <= LONGEST_TEXT);
        if (html.isPresent()) {
            xml.element(
                    "content",
                    _ -> {
                        xml.attribute("type", "html");
                        xml.text(Whole.of(html.get(), url));
                    });
        }
    }

    private Optional<String> summary(Page page) {
        return page.description()
                .or(() -> reading.garden().facts(page.path()).flatMap(Facts::summary));
    }

    private static void link(Xml xml, String relation, String type, String url)
            throws XMLStreamException {
        xml.empty(
                "link",
                _ -> {
                    xml.attribute("rel", relation);
                    xml.attribute("type", type);
                    xml.attribute("href", url);
                });
    }

    private static boolean isUrl(String text) {
        try {
            String scheme = new URI(text).getScheme();
            return "https".equals(scheme) || "http".equals(scheme);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
