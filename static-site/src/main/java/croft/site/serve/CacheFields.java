package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Field;
import croft.site.content.SitePath;
import croft.site.content.SurrogateKey;
import java.util.ArrayList;
import java.util.List;

/// The fields that tell caches how long an answer is good, and by which events it is not.
///
/// The edge hears of every change (RFC 9213 gives it a field of its own) and so need not ask. The
/// hour is for an event that never comes, since the journal was out of reach: it bounds how long a
/// page can be wrong then, and costs one 304 an hour of a neighbour. No reader waits for that: for
/// a day more the edge answers first and asks then (RFC 5861 §3). No event reaches a browser.
final class CacheFields {
    static final Field NO_STORE = new Field("Cache-Control", "no-store");

    /// Kept, and asked about each time: for what is a list of something.
    static final Field NO_CACHE = new Field("Cache-Control", "no-cache");

    /// No file depends on the query; `/?utm_source=a` is `/`. So whoever makes up queries fills no
    /// cache.
    static final Field ANY_QUERY = new Field("No-Vary-Search", "params");

    private static final Field EDGE =
            new Field("Edge-Cache-Control", "max-age=3600, stale-while-revalidate=86400");

    /// Well below what proxies take as one field. An answer that needs more keys is not to be kept.
    private static final int KEY_OCTETS = 4096;

    private CacheFields() {}

    /// How long a browser may go on without asking.
    enum Freshness {
        /// It asks each time: what somebody reads is to be what the owner published last, and a 304
        /// is cheap.
        PAGE("public, max-age=0, must-revalidate"),

        /// Parts of pages are asked for with every page, and seldom change: a minute covers a visit
        /// from page to page, and ten more are answered first and asked about then. After that, a
        /// returning visitor gets today's style with today's page.
        PART("public, max-age=60, stale-while-revalidate=600"),

        /// It never need ask (RFC 8246): under this name there is no other content.
        FOREVER("public, max-age=31536000, immutable");

        private final String value;

        Freshness(String value) {
            this.value = value;
        }
    }

    /// For an answer in whose making `looked` had a part.
    static List<Field> keyed(HostName host, List<SitePath> looked, Freshness freshness) {
        StringBuilder keys = new StringBuilder(SurrogateKey.site(host).value());
        for (SitePath path : looked) {
            keys.append(' ').append(SurrogateKey.file(host, path));
        }
        List<Field> fields = new ArrayList<>();
        if (keys.length() <= KEY_OCTETS) {
            fields.add(new Field("Cache-Control", freshness.value));
            fields.add(EDGE);
            fields.add(new Field("Surrogate-Key", keys.toString()));
        } else {
            fields.add(NO_STORE);
        }
        return fields;
    }
}
