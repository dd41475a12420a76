package croft.chat;

import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import croft.chat.relay.Link;
import croft.chat.relay.Network;
import croft.chat.relay.Relay;
import croft.platform.declaration.Bridge;
import croft.platform.declaration.ChatChannel;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.ChatServer;
import croft.platform.declaration.Chats;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chats of croft.yml as they are now: one network each, kept for as long as what croft.yml
/// says of it stays the same, and the links between their channels.
@Context
@Requires(beans = ServiceEnvironment.class)
final class CarriedChats {
    private static final Logger LOG = LoggerFactory.getLogger(CarriedChats.class);

    private final Relay relay;
    private final NetworkMaker maker;
    private Map<ChatName, Carried> carried = Map.of();
    private List<Link> links = List.of();
    private volatile Chats declared = Chats.NONE;
    private volatile List<Network> networks = List.of();

    CarriedChats(LiveDeclaration declaration, Relay relay, NetworkMaker maker) {
        this.relay = relay;
        this.maker = maker;
        declaration.onChange(this::adopt);
    }

    /// What croft.yml says of chats.
    Chats declared() {
        return declared;
    }

    /// In the order of croft.yml.
    List<Network> networks() {
        return networks;
    }

    Optional<Network> network(String chat) {
        return networks.stream().filter(network -> network.chat().equals(chat)).findFirst();
    }

    /// Whether links to our own pages are previewed on a bridge.
    boolean unfurls(String link) {
        return declared.bridges().stream()
                .anyMatch(bridge -> bridge.unfurl() && link(bridge).name().equals(link));
    }

    private synchronized void adopt(Declaration now) {
        Chats chats = now.chats();
        declared = chats;
        Map<ChatName, HostName> pastes = pastes(now);
        Map<ChatName, Carried> next = new LinkedHashMap<>();
        chats.servers()
                .forEach((name, server) -> {
                    Carried before = carried.get(name);
                    Optional<HostName> readAt = Optional.ofNullable(pastes.get(name));
                    next.put(
                            name,
                            before != null && before.is(server, readAt)
                                    ? before
                                    : made(name, server, readAt));
                });
        links = chats.bridges().stream().map(CarriedChats::link).toList();
        carry(next);
    }

    /// Tries again to begin with those whose secrets were missing.
    synchronized void again() {
        if (carried.values().stream().noneMatch(c -> c.network() instanceof AbsentNetwork)) {
            return;
        }
        Map<ChatName, Carried> next = new LinkedHashMap<>();
        carried.forEach((name, before) ->
                next.put(
                        name,
                        before.network() instanceof AbsentNetwork
                                ? made(name, before.server(), before.readAt())
                                : before));
        boolean found =
                next.values().stream().filter(c -> c.network() instanceof AbsentNetwork).count()
                        < carried.values().stream()
                                .filter(c -> c.network() instanceof AbsentNetwork)
                                .count();
        if (found) {
            carry(next);
        }
    }

    private Carried made(ChatName name, ChatServer server, Optional<HostName> readAt) {
        return new Carried(server, readAt, maker.make(name, server, readAt));
    }

    private static Map<ChatName, HostName> pastes(Declaration now) {
        Map<ChatName, HostName> pastes = new HashMap<>();
        for (Site site : now.sites()) {
            if (site.serving() instanceof Serving.Pastes(ChatName chat)) {
                pastes.put(chat, site.host());
            }
        }
        return pastes;
    }

    /// The new ones are carried before the old ones are closed.
    private void carry(Map<ChatName, Carried> next) {
        List<Network> all = next.values().stream().map(Carried::network).toList();
        relay.carry(links, all);
        networks = all;
        List<Network> left =
                new ArrayList<>(carried.values().stream().map(Carried::network).toList());
        left.removeAll(all);
        left.forEach(Network::close);
        carried = next;
        LOG.info("{} chats, {} bridges", all.size(), links.size());
    }

    static Link link(Bridge bridge) {
        return new Link(
                bridge.between().stream()
                        .map(ChatChannel::toString)
                        .collect(Collectors.joining(" ")),
                bridge.between().stream().map(CarriedChats::conversation).toList(),
                switch (bridge.names()) {
                    case GHOSTS -> Voice.GHOST;
                    case PREFIX -> Voice.PREFIX;
                },
                Set.copyOf(bridge.bots()));
    }

    static Conversation conversation(ChatChannel channel) {
        return new Conversation(channel.chat().value(), channel.channel());
    }

    @PreDestroy
    void close() {
        relay.close();
        networks.forEach(Network::close);
    }

    /// A chat, and what was declared of it when it began.
    ///
    /// @param readAt the site where its long texts are read
    private record Carried(ChatServer server, Optional<HostName> readAt, Network network) {
        boolean is(ChatServer now, Optional<HostName> readNow) {
            return server.equals(now) && readAt.equals(readNow);
        }
    }
}
