package croft.wiki.web;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// A request to read something of a wiki that passed every check of [RequestCheck].
///
/// @param headOnly whether it is HEAD and not GET
/// @param seen which changes there had been, at the latest, when `wiki` was looked up
/// @param fields not changed any more
record Asked(boolean headOnly, Wiki wiki, long seen, Target target, HttpHeaders fields) {
    /// All lines of a field, joined by commas.
    Optional<String> field(String name) {
        List<String> lines = fields.getAll(name);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    Preconditions preconditions() {
        return new Preconditions(
                field("if-none-match"), field("if-modified-since"), field("if-range"));
    }
}
