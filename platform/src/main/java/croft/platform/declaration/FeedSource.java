package croft.platform.declaration;

import java.net.URI;
import java.time.Duration;

/// A feed that is brought into a channel.
///
/// @param url of RSS, Atom or JSON Feed, http or https
/// @param every how often it is asked for, at least once in 30 days
/// @param first how many entries come when it is read for the first time: 0 to 20
public record FeedSource(URI url, ChatChannel to, Duration every, int first) {}
