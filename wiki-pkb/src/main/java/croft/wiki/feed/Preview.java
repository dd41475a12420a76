package croft.wiki.feed;

import java.time.Instant;
import java.util.Optional;

/// What others show of a page that somebody links to (the Open Graph protocol, ogp.me).
///
/// @param type `website` for the home page and lists, `article` for pages
/// @param image a whole URL
/// @param url the whole URL of the page
public record Preview(
        String title,
        Optional<String> description,
        Optional<String> image,
        String url,
        String type,
        String siteName,
        Optional<Instant> published,
        Optional<Instant> modified) {}
