package croft.chat.command;

import java.net.URI;

/// What edges keep.
interface Caches {
    /// Has a URL asked for anew.
    ///
    /// @return how many stored answers that affected
    long purge(URI url) throws Unfulfilled, InterruptedException;
}
