package croft.wiki.web;

import croft.wiki.feed.Masthead;
import croft.wiki.feed.Preview;
import croft.wiki.page.Address;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Makes what stands around a page.
final class Frames {
    private final Assets assets;
    private final InstantSource clock;

    Frames(Assets assets, InstantSource clock) {
        this.assets = assets;
        this.clock = clock;
    }

    /// Around a page of the wiki.
    ///
    /// @param version empty if the page is not live
    Frame page(
            Wiki wiki,
            String title,
            String language,
            Preview preview,
            boolean indexed,
            Optional<String> source,
            String version,
            List<String> scripts) {
        return new Frame(
                language,
                title,
                masthead(wiki),
                version,
                indexed,
                Optional.of(preview),
                source,
                assets.style(),
                scripts,
                "",
                "");
    }

    /// Around a list.
    Frame list(Wiki wiki, String title, Address address, boolean indexed) {
        return new Frame(
                wiki.masthead().language(),
                title,
                masthead(wiki),
                "",
                indexed,
                Optional.of(Preview.ofList(title, address, wiki.masthead())),
                Optional.empty(),
                assets.style(),
                List.of(),
                address.text(),
                "");
    }

    /// Around the results of a search.
    Frame search(Wiki wiki, String query) {
        return new Frame(
                wiki.masthead().language(),
                "Search",
                masthead(wiki),
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                assets.style(),
                List.of(assets.search()),
                "/search",
                query);
    }

    /// Around a page in place of one that cannot be shown.
    Frame trouble(Wiki wiki, String title) {
        return new Frame(
                wiki.masthead().language(),
                title,
                masthead(wiki),
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                assets.style(),
                List.of(),
                "",
                "");
    }

    private Frame.Masthead masthead(Wiki wiki) {
        Masthead of = wiki.masthead();
        return new Frame.Masthead(
                of.name(), of.tagline(), of.author(), of.authorUrl(), years(wiki));
    }

    /// As pkb has them: from the first year to this one, in UTC.
    private String years(Wiki wiki) {
        int now = clock.instant().atZone(ZoneOffset.UTC).getYear();
        int since = wiki.since().orElse(now);
        return since < now ? since + "-" + now : Integer.toString(now);
    }
}
