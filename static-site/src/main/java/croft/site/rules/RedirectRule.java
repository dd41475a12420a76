package croft.site.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line of `_redirects` that is in force.
///
/// @param line from 1
/// @param host it is for; empty for any
/// @param pattern of the path
/// @param exact the one path it is for, without a slash at its end where that makes no difference;
///   empty where it is for several
/// @param query what the query must hold, by parameter
/// @param forced whether it also stands where a file does
/// @param languages in lower case, one of which the visitor must prefer; empty for anybody
record RedirectRule(
        int line,
        Optional<String> host,
        PathPattern pattern,
        Optional<String> exact,
        Map<String, Term> query,
        Destination to,
        int status,
        boolean forced,
        List<String> languages) {
    /// What a parameter of the query must be.
    sealed interface Term {
        record Exactly(String value) implements Term {}

        /// Anything, remembered under a name.
        record Anything(String name) implements Term {}
    }

    RedirectRule {
        query = Map.copyOf(query);
        languages = List.copyOf(languages);
    }

    boolean isRedirect() {
        return status / 100 == 3;
    }
}
