package croft.wiki.web;

import croft.wiki.search.Hit;
import java.util.List;
import java.util.Optional;

/// What a search found.
///
/// @param query as typed; empty before anything was
/// @param summary a sentence about the results
/// @param suggestion what was probably meant, if that was not looked for already
/// @param previous where the page of results before this one is, if there is one
/// @param next where the one behind it is
record FoundView(
        String query,
        String summary,
        Optional<Suggestion> suggestion,
        List<Hit> hits,
        Optional<String> previous,
        Optional<String> next) {
    FoundView {
        hits = List.copyOf(hits);
    }

    /// @param address that looks for it
    record Suggestion(String text, String address) {}
}
