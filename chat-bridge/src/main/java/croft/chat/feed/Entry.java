package croft.chat.feed;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// One entry of a feed, as the feed tells it.
///
/// @param guid what the feed calls it: not always unique, and not always the same
/// @param link absolute, `http` or `https`
/// @param title plain text; may be empty
/// @param at when it was published, or else changed
/// @param html what it says, or the beginning of it; may be empty
record Entry(
        Optional<String> guid,
        Optional<URI> link,
        String title,
        Optional<Instant> at,
        String html) {}
