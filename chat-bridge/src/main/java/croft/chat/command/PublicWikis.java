package croft.chat.command;

import croft.chat.unfurl.Stranger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Wikis searched as a stranger searches them, by their public addresses: who asks in a channel
/// finds what everybody in it may see, and nothing that is closed.
///
/// @param wikis their public addresses, such as `https://notes.example.net/`
public record PublicWikis(Stranger stranger, Supplier<List<URI>> wikis) implements Wikis {
    private static final int MOST_OF_EACH = 5;

    @Override
    public List<Hit> search(String query) throws Unfulfilled, InterruptedException {
        List<URI> all = wikis.get();
        if (all.isEmpty()) {
            throw new Unfulfilled("no site of croft.yml is a wiki");
        }
        List<Hit> hits = new ArrayList<>();
        int silent = 0;
        for (URI wiki : all) {
            Optional<Document> found =
                    stranger.read(
                            wiki.resolve(
                                    "/search?part=results&q="
                                            + URLEncoder.encode(query, StandardCharsets.UTF_8)));
            if (found.isEmpty()) {
                silent++;
                continue;
            }
            found.get().select("ol.hits > li").stream()
                    .limit(MOST_OF_EACH)
                    .flatMap(item -> hit(item, wiki).stream())
                    .forEach(hits::add);
        }
        if (silent == all.size()) {
            throw new Unfulfilled("no wiki answers; croft status tells more");
        }
        return hits;
    }

    private static Optional<Hit> hit(Element item, URI wiki) {
        Element link = item.selectFirst("h2 > a[href]");
        if (link == null) {
            return Optional.empty();
        }
        Element snippet = item.selectFirst("p:not(.note)");
        try {
            return Optional.of(
                    new Hit(
                            link.text(),
                            wiki.resolve(link.attr("href")),
                            snippet == null ? "" : snippet.text()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
