package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Field;
import croft.wiki.page.Facet;
import croft.wiki.page.SurrogateKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The fields that tell caches how long an answer is good, and by which events it is not, as
/// docs/contracts/surrogate-keys.md has them.
final class CacheFields {
    static final Field NO_STORE = new Field("Cache-Control", "no-store");

    /// Nothing but search depends on the query: whoever makes up queries fills no cache.
    static final Field ANY_QUERY = new Field("No-Vary-Search", "params");

    private static final Field EDGE =
            new Field("Edge-Cache-Control", "max-age=3600, stale-while-revalidate=86400");

    /// Well below what proxies take as one field.
    private static final int KEY_CHARACTERS = 4096;

    private CacheFields() {}

    /// How long a browser may go on without asking.
    enum Freshness {
        /// It asks each time: what somebody reads is what the owner saved last, and a 304 is cheap.
        PAGE("public, max-age=0, must-revalidate"),

        /// Parts of pages are asked for with every page and seldom change: a minute covers a visit
        /// from page to page, and ten more are answered first and asked about then.
        PART("public, max-age=60, stale-while-revalidate=600"),

        /// It never need ask (RFC 8246): under this name there is no other content.
        FOREVER("public, max-age=31536000, immutable");

        private final String value;

        Freshness(String value) {
            this.value = value;
        }

        Field field() {
            return new Field("Cache-Control", value);
        }
    }

    /// For an answer that was made of these facets.
    static List<Field> keyed(HostName host, Set<Facet> facets, Freshness freshness) {
        List<Field> fields = new ArrayList<>();
        String keys = keys(host, facets);
        if (keys.length() > KEY_CHARACTERS) {
            keys = keys(host, fewer(facets));
        }
        if (keys.length() > KEY_CHARACTERS) {
            fields.add(NO_STORE);
            return fields;
        }
        fields.add(freshness.field());
        fields.add(EDGE);
        fields.add(new Field("Surrogate-Key", keys));
        return fields;
    }

    private static String keys(HostName host, Set<Facet> facets) {
        Set<Facet> all = new TreeSet<>(facets);
        all.add(Facet.WIKI);
        return all.stream()
                .map(facet -> SurrogateKey.of(host, facet).value())
                .collect(Collectors.joining(" "));
    }

    /// A page with hundreds of links reads that many titles: it is made anew when any changes.
    private static Set<Facet> fewer(Set<Facet> facets) {
        Set<Facet> fewer = new LinkedHashSet<>();
        fewer.add(Facet.ANY);
        for (Facet facet : facets) {
            if (!facet.key().startsWith("head:") && !facet.key().startsWith("name:")) {
                fewer.add(facet);
            }
        }
        return fewer;
    }
}
