package croft.chat.irc;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/// Where texts are put that are too long for IRC.
interface Pastes {
    /// Puts a text there and returns where people read it. The same for the same key, so that a try
    /// after a crash makes no second one. Virtual threads.
    URI put(UUID key, String markdown) throws IOException, InterruptedException;
}
