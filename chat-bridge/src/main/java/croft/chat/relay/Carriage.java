package croft.chat.relay;

import croft.chat.message.Incoming;
import java.util.List;

/// Hears of each message that is carried, once it is stored; not again after a crash. Called on
/// threads of networks: must not wait, and must not throw.
@FunctionalInterface
public interface Carriage {
    /// A message goes over these links.
    void carried(Incoming.Posted posted, List<Link> over);
}
