package croft.wiki.web;

import croft.platform.traffic.Preconditions;
import croft.platform.traffic.Request;
import java.util.Optional;

/// A request to read something of a wiki.
///
/// @param seen which changes there had been, at the latest, when `wiki` was looked up
record Asked(Request request, Wiki wiki, long seen, Target target) {
    /// All lines of a field, joined by commas.
    Optional<String> field(String name) {
        return request.fields().of(name);
    }

    Preconditions preconditions() {
        return request.preconditions();
    }
}
