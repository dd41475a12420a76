package croft.chat.irc;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/// Where texts are read that are too long for IRC.
@FunctionalInterface
public interface LongTexts {
    /// Where people read the whole message of a delivery: the same each time. Virtual threads.
    ///
    /// @throws IOException if it cannot be made so now
    URI link(UUID delivery) throws IOException;
}
