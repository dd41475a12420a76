package croft.site.content;

import java.util.Optional;

/// Where a site's files come from: a folder, or what was deployed. Asked anew for each request, so
/// that a site can change as a whole between two of them. Called on virtual threads.
public interface Source {
    /// The files as they are now. May block.
    State now();

    /// What stays the same for as long as the files are known to be the same, such as the name of a
    /// release; empty where only a look can tell. Never blocks, so event loops may ask.
    default Optional<Object> version() {
        return Optional.empty();
    }

    /// What came of looking at a source.
    sealed interface State {
        /// It can be served.
        record Ready(Tree tree) implements State {}

        /// There is nothing that could be served, and that is no fault: nothing was deployed yet,
        /// or there is no such release.
        record Empty() implements State {}

        /// It cannot be served.
        ///
        /// @param problem what is wrong with what, and the remedy, for the operator
        record Unavailable(String problem) implements State {}
    }
}
