package croft.chat.relay;

import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.LaneStanding;
import croft.chat.ledger.Ledger;
import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Paper servers and a relay between them, which can be stopped and started again.
final class Bridge implements AutoCloseable, Alarms {
    /// As lively as no channel is.
    static final Breaker.Limits LOOSE =
            new Breaker.Limits(Integer.MAX_VALUE, Integer.MAX_VALUE / 100, 10);

    final InstantSource clock;
    final List<String> stopped = new CopyOnWriteArrayList<>();
    final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
    private final Map<String, PaperVenue> venues = new LinkedHashMap<>();
    private final Breaker.Limits limits;
    private Ledger ledger;
    private List<Link> links = List.of();
    private List<Network> networks = List.of();
    private @Nullable Relay relay;
    private int marks;

    Bridge(Ledger ledger, InstantSource clock, Breaker.Limits limits, String... chats) {
        this.ledger = ledger;
        this.clock = clock;
        this.limits = limits;
        for (String chat : chats) {
            venue(chat, EnumSet.allOf(Ability.class), false);
        }
    }

    Bridge(Ledger ledger, String... chats) {
        this(ledger, TestClock.going(), LOOSE, chats);
    }

    /// Adds a server, or puts one in the place of that of the same name.
    PaperVenue venue(String chat, Set<Ability> abilities, boolean hints) {
        PaperVenue venue = new PaperVenue(chat, abilities, clock, hints);
        venues.put(chat, venue);
        return venue;
    }

    PaperVenue at(String chat) {
        return Optional.ofNullable(venues.get(chat)).orElseThrow();
    }

    PaperServer server(String chat) {
        return at(chat).server;
    }

    static Conversation room(String chat) {
        return new Conversation(chat, "room");
    }

    static Link link(String name, Voice voice, String... chats) {
        return new Link(name, List.of(chats).stream().map(Bridge::room).toList(), voice, Set.of());
    }

    /// Links the rooms of all servers.
    Bridge linked() throws Exception {
        return carry(link("all", Voice.GHOST, venues.keySet().toArray(String[]::new)));
    }

    /// Links as these say, in a running relay or a new one; returns when all is listened to.
    Bridge carry(Link... now) throws Exception {
        links = List.of(now);
        if (networks.isEmpty()) {
            networks = venues.values().stream().map(PaperVenue::join).toList();
        }
        if (relay == null) {
            relay = new Relay(ledger, clock, this, limits, new SplittableRandom(1));
        }
        relay.carry(links, networks);
        Set<String> linked = new HashSet<>();
        links.forEach(link -> link.between().forEach(c -> linked.add(c.chat())));
        for (Network network : networks) {
            if (linked.contains(network.chat())) {
                eventually(
                        network.chat() + " is up", () -> network.standing() instanceof Standing.Up);
            }
        }
        return this;
    }

    /// Stops the relay and its networks, and starts them with what there is.
    void restart() throws Exception {
        stop();
        start();
    }

    void stop() {
        Optional.ofNullable(relay).ifPresent(Relay::close);
        relay = null;
        networks.forEach(Network::close);
        networks = List.of();
    }

    void start() throws Exception {
        carry(links.toArray(Link[]::new));
    }

    /// Goes on with another ledger, at the next start.
    void ledger(Ledger other) {
        ledger = other;
    }

    /// Moves the clock, and lets the relay know.
    void move(TestClock moved, Duration by) {
        moved.move(by);
        Optional.ofNullable(relay).ifPresent(Relay::wake);
    }

    Relay relay() {
        return Optional.ofNullable(relay).orElseThrow();
    }

    String say(String chat, String who, String text) {
        return at(chat).say(who, room(chat), text, Optional.empty()).orElseThrow();
    }

    List<String> texts(String chat) {
        return at(chat).texts("room");
    }

    Venue.Said one(String chat, String text) {
        List<Venue.Said> found =
                at(chat).seen(room(chat)).stream().filter(s -> s.text().contains(text)).toList();
        assertThat(found).as("messages with \"%s\" at %s", text, chat).hasSize(1);
        return found.getFirst();
    }

    void sees(String chat, String text) throws Exception {
        eventually(
                "at " + chat + ": " + text,
                () -> texts(chat).stream().anyMatch(t -> t.contains(text)));
    }

    void sees(String chat, List<String> exactly) throws Exception {
        try {
            eventually("at " + chat, () -> texts(chat).equals(exactly));
        } catch (AssertionError e) {
            assertThat(texts(chat)).containsExactlyElementsOf(exactly);
            throw e;
        }
    }

    Optional<LaneStanding> lane(String chat) throws Exception {
        return ledger.standing().stream().filter(l -> l.lane().equals(room(chat))).findFirst();
    }

    /// Returns when nothing waits in any lane, and nothing was heard that is not in one.
    void settles() throws Exception {
        eventually(
                "all lanes are empty",
                () -> ledger.standing().stream().allMatch(lane -> lane.waiting() == 0));
    }

    /// The same, after something unmistakable went from one room to the others: what was said
    /// before it has been heard.
    void settlesAfter(String chat) throws Exception {
        String mark = "mark " + ++marks + ".";
        String id = say(chat, "timekeeper", mark);
        for (String other : venues.keySet()) {
            if (!other.equals(chat)) {
                sees(other, mark);
            }
        }
        at(chat).delete("timekeeper", room(chat), id);
        for (String other : venues.keySet()) {
            eventually("the mark is gone", () -> !texts(other).toString().contains(mark));
        }
        settles();
    }

    @Override
    public void stopped(String link, String why) {
        stopped.add(link + ": " + why);
    }

    @Override
    public void dead(DeadLetter letter) {
        dead.add(letter);
    }

    @Override
    public void close() {
        stop();
        List<PaperVenue> all = new ArrayList<>(venues.values());
        all.forEach(PaperVenue::close);
    }
}
