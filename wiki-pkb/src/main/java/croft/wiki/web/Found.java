package croft.wiki.web;

import croft.platform.traffic.Octets;
import croft.wiki.page.Tag;
import croft.wiki.search.Query;
import croft.wiki.search.Results;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes the answers to searches: a whole page, or the results alone for a page that is open. Never
/// kept by anybody. Blocks.
final class Found {
    private static final String PART = "results";

    private final Templates templates;
    private final Frames frames;

    Found(Templates templates, Frames frames) {
        this.templates = templates;
        this.frames = frames;
    }

    /// @param form the fields of the address
    Octets page(Wiki wiki, Form form) {
        Query query =
                new Query(
                        form.text("q"),
                        Optional.of(form.text("tag")).filter(text -> !text.isEmpty()).map(Tag::new),
                        form.number("page").orElse(1));
        Results results = query.isBlank() ? Results.NONE : wiki.search().search(wiki.host(), query);
        FoundView view = view(query, results);
        return form.text("part").equals(PART)
                ? templates.results(view)
                : templates.search(frames.search(wiki, query.text()), view);
    }

    private static FoundView view(Query query, Results results) {
        return new FoundView(
                query.text(),
                summary(query, results),
                results.suggestion()
                        .filter(suggestion -> !suggestion.taken())
                        .map(suggestion ->
                                new FoundView.Suggestion(
                                        suggestion.text(),
                                        address(new Query(suggestion.text(), query.tag(), 1)))),
                results.hits(),
                query.page() > 1
                        ? Optional.of(address(turned(query, query.page() - 1)))
                        : Optional.empty(),
                results.hasNext(query.page())
                        ? Optional.of(address(turned(query, query.page() + 1)))
                        : Optional.empty());
    }

    private static String summary(Query query, Results results) {
        if (query.isBlank()) {
            return "Type what you look for. Quotes keep words together, a minus leaves one out.";
        }
        StringBuilder summary = new StringBuilder();
        results.suggestion()
                .filter(Results.Suggestion::taken)
                .ifPresent(suggestion ->
                        summary.append("Nothing was found for “")
                                .append(query.text())
                                .append("”. These are the results for “")
                                .append(suggestion.text())
                                .append("”: "));
        summary.append(
                switch (results.total()) {
                    case 0 -> "No page was found";
                    case 1 -> "1 page";
                    default -> (results.more() ? "More than " : "") + results.total() + " pages";
                });
        query.tag().ifPresent(tag -> summary.append(" with #").append(tag));
        summary.append('.');
        if (query.page() > 1) {
            summary.append(" Page ").append(query.page()).append('.');
        }
        if (results.byTitlesOnly()) {
            summary.append(" Only titles, headings and tags could be searched just now.");
        }
        return summary.toString();
    }

    private static Query turned(Query query, int page) {
        return new Query(query.text(), query.tag(), page);
    }

    private static String address(Query query) {
        return "/search?q="
                + encoded(query.text())
                + query.tag().map(tag -> "&tag=" + encoded(tag.text())).orElse("")
                + (query.page() > 1 ? "&page=" + query.page() : "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
