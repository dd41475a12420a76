package croft.chat.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What asking for a feed came to.
sealed interface Fetched {
    /// It is as it was.
    record Unchanged() implements Fetched {}

    /// It is here.
    ///
    /// @param from where it was found in the end
    record Read(FeedDocument feed, URI from, Optional<String> etag, Optional<String> modified)
            implements Fetched {}

    /// Not this time.
    ///
    /// @param pause what the server asks for
    record Failed(String why, Optional<Duration> pause) implements Fetched {}

    /// The server says that it will not come back (RFC 9110 §15.5.11).
    record Gone() implements Fetched {}
}
