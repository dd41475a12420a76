package croft.chat.command;

import java.net.URI;
import java.util.List;

/// Wikis, as everybody may see them.
interface Wikis {
    /// Looks for words.
    ///
    /// @return the best first
    List<Hit> search(String query) throws Unfulfilled, InterruptedException;

    /// A page.
    ///
    /// @param snippet plain text; may be empty
    record Hit(String title, URI address, String snippet) {}
}
