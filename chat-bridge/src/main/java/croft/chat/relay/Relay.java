package croft.chat.relay;

import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.Entry;
import croft.chat.ledger.LaneStanding;
import croft.chat.ledger.Leased;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Op;
import croft.chat.ledger.Outage;
import croft.chat.ledger.StoppedLink;
import croft.chat.message.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what is said in one conversation to those that are linked with it. Several instances may
/// run on one database: one of them leads, listens and sends; the others wait.
///
/// It starts without a database, and does nothing until there is one. Methods may be called on any
/// thread that may block.
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /// One late message says so itself.
    private static final int WORTH_A_NOTICE = 2;

    /// How far back a leader looks for dead letters of which nobody was told, because the one
    /// before it ended in that moment.
    private static final Duration UNTOLD = Duration.ofHours(1);

    private static final int MOST_UNTOLD = 100;

    private final Ledger ledger;
    private final InstantSource clock;
    private final Alarms alarms;
    private final Switchboard switchboard;
    private final Hearing hearing;
    private final Dispatch dispatch;

    /// Guards what follows, and with it the order of calls to [Network#attend].
    private final Object wiring = new Object();

    private boolean leading;
    private boolean wired;

    private final Object opening = new Object();
    private volatile @Nullable String bridge;

    /// Starts to carry; nothing, until it is told what by [#carry].
    public Relay(Ledger ledger, InstantSource clock, Alarms alarms) {
        this(ledger, clock, alarms, Breaker.Limits.DEFAULT, RandomGenerator.getDefault());
    }

    Relay(
            Ledger ledger,
            InstantSource clock,
            Alarms alarms,
            Breaker.Limits limits,
            RandomGenerator random) {
        this.ledger = ledger;
        this.clock = clock;
        this.alarms = alarms;
        switchboard = new Switchboard(limits, this::stop);
        hearing = new Hearing(ledger, this::opened, switchboard, clock);
        dispatch =
                new Dispatch(ledger, switchboard, this::opened, clock, random, new FromDispatch());
        dispatch.start();
    }

    /// Carries over these links from now on, by these networks. What was heard before is still
    /// sent. A network that is no longer among them attends nothing more when this returns; its
    /// owner closes it then.
    ///
    /// @throws IllegalArgumentException if a link names a chat that is not among the networks
    public void carry(List<Link> links, List<Network> networks) {
        Map<String, Network> byChat = new LinkedHashMap<>();
        networks.forEach(network -> byChat.put(network.chat(), network));
        for (Link link : links) {
            for (Conversation end : link.between()) {
                if (!byChat.containsKey(end.chat())) {
                    throw new IllegalArgumentException(
                            "link \"%s\": %s (expected: a chat of %s)"
                                    .formatted(link.name(), end, byChat.keySet()));
                }
            }
        }
        synchronized (wiring) {
            List<Network> left =
                    switchboard.networks().values().stream()
                            .filter(network -> !networks.contains(network))
                            .toList();
            // First the links, so that nothing is heard that belongs to none.
            switchboard.wire(new Links(links), byChat);
            wired = true;
            left.forEach(network -> network.attend(Set.of(), hearing));
            if (leading) {
                attend();
            }
        }
        dispatch.wake();
    }

    /// Names whom to tell of each message that is carried.
    public void onCarried(Carriage listener) {
        hearing.onCarried(listener);
    }

    /// Every link, and every conversation in it.
    public List<LinkStanding> standing() throws LedgerAway {
        Map<Conversation, LaneStanding> lanes =
                ledger.standing().stream()
                        .collect(Collectors.toMap(LaneStanding::lane, Function.identity()));
        Map<String, StoppedLink> stopped =
                ledger.stopped().stream()
                        .collect(Collectors.toMap(StoppedLink::link, Function.identity()));
        return switchboard.links().all().stream()
                .map(link -> standing(link, lanes, Optional.ofNullable(stopped.get(link.name()))))
                .toList();
    }

    private LinkStanding standing(
            Link link, Map<Conversation, LaneStanding> lanes, Optional<StoppedLink> stopped) {
        return new LinkStanding(
                link,
                stopped,
                link.between().stream()
                        .map(end ->
                                new LinkStanding.End(
                                        end,
                                        switchboard.network(end.chat()).map(Network::standing),
                                        Optional.ofNullable(lanes.get(end))))
                        .toList());
    }

    /// What was refused for good, the newest first.
    public List<DeadLetter> deadLetters(int most) throws LedgerAway {
        return ledger.deadLetters(most);
    }

    /// Sends a dead letter again, after what waits in its lane.
    ///
    /// @return whether there is one of this key
    public boolean retry(UUID key) throws LedgerAway {
        boolean there = ledger.retry(key, clock.instant());
        dispatch.wake();
        return there;
    }

    /// Gives a dead letter up.
    ///
    /// @return whether there is one of this key
    public boolean drop(UUID key) throws LedgerAway {
        return ledger.drop(key, clock.instant());
    }

    /// Lets a link that was stopped carry again. What was said meanwhile stays where it was said.
    ///
    /// @return whether it was stopped
    public boolean resume(String link) throws LedgerAway {
        boolean stopped = ledger.stopped().stream().anyMatch(s -> s.link().equals(link));
        if (stopped) {
            ledger.write(entry -> {
                entry.resume(link);
                return link;
            });
        }
        switchboard.stopped(link, false);
        return stopped;
    }

    /// Stops a link, until [#resume]: what its owner may do, and what it does itself when it goes
    /// round in circles.
    public void stop(String name, String why) throws LedgerAway {
        switchboard.stopped(name, true);
        Instant now = clock.instant();
        ledger.write(entry -> {
            entry.stop(name, why, now);
            return name;
        });
    }

    private void stop(Link link, String why) {
        if (!switchboard.stopped(link.name(), true)) {
            return;
        }
        LOG.warn("link {} stops itself: {}", link.name(), why);
        try {
            stop(link.name(), why);
            Instant now = clock.instant();
            ledger.write(entry -> {
                for (Conversation end : link.between()) {
                    say(
                            entry,
                            "stopped:" + link.name() + ":" + now.toEpochMilli() + ":" + end,
                            end,
                            Wording.stopped(link, why),
                            now);
                }
                return link;
            });
        } catch (LedgerAway e) {
            // It is stopped here, and counts again after a restart.
            LOG.warn("that link {} is stopped is not stored: {}", link.name(), e.getMessage());
        }
        alarms.stopped(link.name(), why);
    }

    private static void say(
            Entry entry, String key, Conversation to, String markdown, Instant now) {
        entry.notice(key, to, markdown, Optional.empty(), true, now);
    }

    /// Looks for work now: somebody moved the clock.
    void wake() {
        dispatch.wake();
    }

    /// What has to be read before anything is done: this bridge's name, and which links are
    /// stopped.
    private String opened() throws LedgerAway {
        @Nullable String known = bridge;
        if (known != null) {
            return known;
        }
        synchronized (opening) {
            switchboard.stopped(
                    ledger.stopped().stream().map(StoppedLink::link).collect(Collectors.toSet()));
            String name = ledger.bridge().toString();
            bridge = name;
            return name;
        }
    }

    /// Listens to what is linked, once it is known what that is.
    private void attend() {
        if (!wired) {
            return;
        }
        for (Network network : switchboard.networks().values()) {
            network.attend(switchboard.links().at(network.chat()), hearing);
        }
        forgetUnlinked();
    }

    /// What is said in a conversation while no link has it is not carried when one has it again.
    private void forgetUnlinked() {
        try {
            Set<Conversation> unlinked = new LinkedHashSet<>(ledger.readings());
            switchboard.links().all().forEach(link -> link.between().forEach(unlinked::remove));
            if (!unlinked.isEmpty()) {
                ledger.write(entry -> {
                    unlinked.forEach(entry::forget);
                    return unlinked;
                });
            }
        } catch (LedgerAway e) {
            LOG.warn("how far unlinked conversations were read is kept: {}", e.getMessage());
        }
    }

    /// Sends nothing more, and listens to nothing; returns when the last piece that was being sent
    /// is settled, or was interrupted. The networks are closed by their owner.
    @Override
    public void close() {
        dispatch.close();
        synchronized (wiring) {
            leading = false;
            for (Network network : switchboard.networks().values()) {
                network.attend(Set.of(), hearing);
            }
        }
    }

    /// What the dispatch tells.
    private final class FromDispatch implements Dispatch.Told {
        @Override
        public void leads() throws LedgerAway {
            opened();
            for (LaneStanding lane : ledger.standing()) {
                dispatch.memory(lane.lane());
            }
            tellOfDead();
            synchronized (wiring) {
                if (!leading) {
                    leading = true;
                    attend();
                }
            }
        }

        @Override
        public void follows() {
            synchronized (wiring) {
                if (leading) {
                    LOG.info("another instance leads: listens to nothing more");
                    leading = false;
                    switchboard
                            .networks()
                            .values()
                            .forEach(network -> network.attend(Set.of(), hearing));
                }
            }
        }

        @Override
        public void settled(Conversation lane) throws LedgerAway {
            Instant now = clock.instant();
            ledger.write(entry -> {
                Optional<Outage> outage =
                        entry.takeOutage(lane).filter(o -> o.count() >= WORTH_A_NOTICE);
                outage.ifPresent(o ->
                        say(
                                entry,
                                "late:" + lane + ":" + o.to().toEpochMilli(),
                                lane,
                                Wording.outage(o, now),
                                now));
                return outage;
            });
        }

        @Override
        public void dead(Leased leased, String why, LaneMemory memory) throws LedgerAway {
            Instant now = clock.instant();
            DeadLetter letter =
                    new DeadLetter(
                            leased.key(),
                            leased.lane(),
                            leased.op(),
                            leased.said().origin(),
                            leased.said().author().map(author -> author.name()),
                            leased.said().heardAt(),
                            why,
                            leased.attempts() + 1,
                            now);
            if (leased.op() == Op.NOTICE) {
                memory.silence();
            } else if (leased.op() == Op.CREATE && !memory.silenced()) {
                place(List.of(letter), now);
            }
            alarms.dead(letter);
        }

        private void tellOfDead() throws LedgerAway {
            Instant now = clock.instant();
            List<DeadLetter> untold = new ArrayList<>(ledger.deadLetters(MOST_UNTOLD));
            untold.removeIf(
                    letter -> letter.op() != Op.CREATE || letter.at().isBefore(now.minus(UNTOLD)));
            place(untold, now);
        }

        /// Says in their place that there was something; once for each.
        private void place(List<DeadLetter> letters, Instant now) throws LedgerAway {
            if (letters.isEmpty()) {
                return;
            }
            ledger.write(entry -> {
                for (DeadLetter letter : letters) {
                    say(
                            entry,
                            "dead:" + letter.key(),
                            letter.lane(),
                            Wording.placeholder(letter, now),
                            now);
                }
                return letters;
            });
        }
    }
}
