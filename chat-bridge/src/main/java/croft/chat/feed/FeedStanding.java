package croft.chat.feed;

import croft.chat.message.Conversation;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// How reading a feed goes.
///
/// @param read when it was read last, whether anything was new or not
/// @param failing since when it cannot be read
/// @param why it cannot
public record FeedStanding(
        URI url,
        Conversation to,
        Optional<Instant> read,
        Optional<Instant> failing,
        Optional<String> why) {}
