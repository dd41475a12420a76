package croft.platform.declaration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that croft.yml says of chats.
///
/// @param servers in the order of the file; every channel below is of one of them
/// @param mail for events that chat cannot take
public record Chats(
        Map<ChatName, ChatServer> servers,
        List<Bridge> bridges,
        List<EventRule> events,
        List<FeedSource> feeds,
        Optional<MailServer> mail) {
    /// Where nobody chats.
    public static final Chats NONE =
            new Chats(Map.of(), List.of(), List.of(), List.of(), Optional.empty());

    public Chats {
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
        bridges = List.copyOf(bridges);
        events = List.copyOf(events);
        feeds = List.copyOf(feeds);
    }
}
