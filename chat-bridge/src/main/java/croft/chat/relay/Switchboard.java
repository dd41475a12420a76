package croft.chat.relay;

import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Voice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Which conversations are linked now, and by which networks they are reached. Any thread; a change
/// is seen whole or not at all.
final class Switchboard {
    private final Breaker.Limits limits;
    private final BiConsumer<Link, String> trip;
    private final Map<String, Breaker> breakers = new HashMap<>();
    private volatile Wiring wiring = new Wiring(Links.NONE, Map.of(), Set.of());

    /// @param trip is told of a link that is to be stopped, and why; called outside any transaction
    Switchboard(Breaker.Limits limits, BiConsumer<Link, String> trip) {
        this.limits = limits;
        this.trip = trip;
    }

    Links links() {
        return wiring.links();
    }

    Map<String, Network> networks() {
        return wiring.networks();
    }

    Optional<Network> network(String chat) {
        return Optional.ofNullable(wiring.networks().get(chat));
    }

    synchronized void wire(Links links, Map<String, Network> networks) {
        wiring = new Wiring(links, networks, wiring.stopped());
        breakers.keySet().retainAll(links.all().stream().map(Link::name).toList());
    }

    /// Notes which links are stopped.
    synchronized void stopped(Set<String> names) {
        wiring = new Wiring(wiring.links(), wiring.networks(), names);
    }

    /// Notes that a link is stopped, or no more.
    ///
    /// @return whether that is new
    synchronized boolean stopped(String name, boolean now) {
        Set<String> names = new HashSet<>(wiring.stopped());
        boolean changed = now ? names.add(name) : names.remove(name);
        breakers.remove(name);
        stopped(names);
        return changed;
    }

    /// The links over which something said there goes.
    List<Link> running(Conversation in) {
        Wiring now = wiring;
        return now.links().of(in).stream()
                .filter(link -> !now.stopped().contains(link.name()))
                .toList();
    }

    /// Counts a message that went over these links, and stops those for which it is one too many.
    void count(List<Link> over, Incoming.Posted posted) {
        for (Link link : over) {
            breaker(link.name()).count(posted).ifPresent(why -> trip.accept(link, why));
        }
    }

    private synchronized Breaker breaker(String link) {
        return breakers.computeIfAbsent(link, _ -> new Breaker(limits));
    }

    boolean own(String chat, Author author) {
        @Nullable Network network = wiring.networks().get(chat);
        return network != null && network.own(author);
    }

    /// How people appear in `to` by this link: where its network has no accounts for them, their
    /// name is put before what they say.
    Voice voice(Link link, Conversation to) {
        @Nullable Network network = wiring.networks().get(to.chat());
        boolean able = network == null || network.abilities().contains(Ability.GHOSTS);
        return able ? link.names() : Voice.PREFIX;
    }

    /// How people of `from` appear in `to`.
    Voice voice(Conversation from, Conversation to) {
        return links().of(from).stream()
                .filter(link -> link.between().contains(to))
                .map(link -> voice(link, to))
                .findFirst()
                .orElse(Voice.PREFIX);
    }

    /// Everything at one moment.
    private record Wiring(Links links, Map<String, Network> networks, Set<String> stopped) {
        Wiring {
            networks = Map.copyOf(networks);
            stopped = Set.copyOf(stopped);
        }
    }
}
