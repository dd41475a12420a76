package croft.chat.relay;

import java.time.Instant;
import java.util.Optional;

/// How a network stands.
public sealed interface Standing {
    /// Connected and listening.
    ///
    /// @param server what it says of itself, such as its name and version
    /// @param warning what its owner should know, such as an edition that hides history
    record Up(Instant since, String server, Optional<String> warning) implements Standing {}

    /// Not there; it is being tried again.
    record Away(Instant since, String why) implements Standing {}

    /// Only a change of croft.yml or of a secret helps.
    record Refused(Instant since, String why) implements Standing {}
}
