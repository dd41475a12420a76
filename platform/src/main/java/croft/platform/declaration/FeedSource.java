package croft.platform.declaration;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A feed that is brought into a channel.
///
/// @param url of RSS, Atom or JSON Feed, http or https
/// @param every how often it is asked for
/// @param name what it is called in the channel; empty: as it calls itself
public record FeedSource(URI url, ChatChannel to, Duration every, Optional<String> name) {}
