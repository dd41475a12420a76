package croft.chat.command;

import java.util.List;
import java.util.Optional;

/// Certificates of the sites.
interface Certificates {
    /// All of them.
    List<Certificate> all() throws Unfulfilled, InterruptedException;

    /// How one stands.
    ///
    /// @param state `held`, `failing`, `expired` or `missing`
    /// @param ends when it expires
    /// @param next when and why something is done about it
    /// @param trouble what was said last, and what to do
    record Certificate(
            String name,
            List<String> names,
            String state,
            Optional<String> ends,
            Optional<String> next,
            Optional<String> trouble) {
        public Certificate {
            names = List.copyOf(names);
        }
    }
}
