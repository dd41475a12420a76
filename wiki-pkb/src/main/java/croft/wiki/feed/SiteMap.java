package croft.wiki.feed;

import croft.wiki.graph.Garden;
import croft.wiki.graph.Reading;
import croft.wiki.page.Address;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/// The site map of a wiki (sitemaps.org): every address that search engines are to know, sorted.
///
/// A strict wiki says what pkb says, with pkb's priorities. A garden names addresses and times
/// alone: search engines look at nothing else.
public final class SiteMap {
    /// What the answer is.
    public static final String MEDIA_TYPE = "text/xml; charset=utf-8";

    /// More are not allowed in one site map.
    private static final int MOST_ADDRESSES = 50_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private final SortedMap<Address, Place> places = new TreeMap<>();

    private SiteMap() {}

    /// Writes it.
    ///
    /// @param reading notes what it was made of
    public static byte[] write(Masthead masthead, Reading reading) {
        SiteMap map = new SiteMap();
        switch (reading.garden().dialect()) {
            case STRICT -> map.strict(reading);
            case GARDEN -> map.garden(reading);
        }
        return map.write(masthead, reading.garden().dialect());
    }

    private void strict(Reading reading) {
        Optional<Page> home = reading.at("");
        Optional<Instant> newest = reading.newest();
        if (home.isPresent()) {
            add(Places.HOME, newest, "0.9");
            add(new Address("/pages"), newest, "0.9");
            add(new Address("/tags"), newest, "0.6");
        }
        reading.listed().forEach(page -> add(page.address(), Optional.of(page.modified()), "1.0"));
        for (Tag tag : reading.tags().keySet()) {
            add(Address.encoded("tags/" + tag), newest(reading.tagged(tag)), "0.6");
        }
    }

    private void garden(Reading reading) {
        Garden garden = reading.garden();
        reading.at("")
                .filter(Page::isListed)
                .ifPresent(home -> add(Places.HOME, Optional.of(home.modified()), ""));
        Collection<Page> listed = reading.listed();
        add(new Address("/pages"), newest(listed), "");
        listed.forEach(page -> add(Places.of(page, garden), Optional.of(page.modified()), ""));
        Collection<Tag> tags = reading.tags().keySet();
        if (!tags.isEmpty()) {
            add(new Address("/tags"), newest(listed), "");
        }
        for (Tag tag : tags) {
            add(Address.encoded("tags/" + tag), newest(reading.tagged(tag)), "");
        }
    }

    private void add(Address address, Optional<Instant> modified, String priority) {
        if (places.size() < MOST_ADDRESSES) {
            places.putIfAbsent(address, new Place(modified, priority));
        }
    }

    private byte[] write(Masthead masthead, Dialect dialect) {
        return Xml.document(
                "urlset",
                NAMESPACE,
                xml -> {
                    for (var entry : places.entrySet()) {
                        xml.element(
                                "url",
                                _ -> {
                                    xml.element("loc", masthead.url(entry.getKey()));
                                    entry.getValue().write(xml, dialect);
                                });
                    }
                });
    }

    private static Optional<Instant> newest(Collection<Page> pages) {
        return pages.stream().map(Page::modified).max(Comparator.naturalOrder());
    }

    /// @param priority as pkb writes it
    private record Place(Optional<Instant> modified, String priority) {
        void write(Xml xml, Dialect dialect) throws XMLStreamException {
            if (modified.isPresent()) {
                xml.element("lastmod", Xml.time(modified.get()));
            }
            if (dialect == Dialect.STRICT) {
                xml.element("changefreq", "weekly");
                xml.element("priority", priority);
            }
        }
    }
}
