package croft.chat.relay;

import croft.chat.ledger.LaneStanding;
import croft.chat.ledger.StoppedLink;
import croft.chat.message.Conversation;
import java.util.List;
import java.util.Optional;

/// How one link stands.
///
/// @param stopped why and since when it carries nothing
/// @param ends its conversations
public record LinkStanding(Link link, Optional<StoppedLink> stopped, List<End> ends) {
    public LinkStanding {
        ends = List.copyOf(ends);
    }

    /// One of its conversations.
    ///
    /// @param network how its network stands; empty where croft.yml has no such chat
    /// @param lane what waits to go there; empty where nothing ever did
    public record End(
            Conversation conversation, Optional<Standing> network, Optional<LaneStanding> lane) {}
}
