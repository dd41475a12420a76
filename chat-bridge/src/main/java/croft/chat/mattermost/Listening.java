package croft.chat.mattermost;

import croft.chat.ledger.LedgerAway;
import croft.chat.mattermost.Frame.Happened;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Intake;
import croft.chat.relay.Intake.NotTaken;
import croft.chat.relay.Standing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what happens in the channels that are attended. One virtual thread does all of it, so that
/// what is read and what is heard are taken in one order.
///
/// The WebSocket is a hint: it tells soon, and not all. What it tells counts as heard when the
/// intake has returned; only then is the next event asked for, and only from there a new connection
/// goes on. Where the server begins anew (`hello` under another id), where an event is missing, at
/// the start and every few minutes anyway the channels themselves are read, which is the authority.
/// Nothing that is heard in a channel is taken while the channel is still to be read.
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    /// While a channel cannot be read, it is tried this often.
    private static final Duration OWING = Duration.ofSeconds(30);

    /// A database that comes back should not be waited for much longer than it was away.
    private static final int MOST_DOUBLINGS = 4;

    private final String chat;
    private final Home home;
    private final People people;
    private final Ghosts ghosts;
    private final Hearing hearing;
    private final Pace pace;
    private final InstantSource time;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private final Map<Conversation, Attendance> attended = new LinkedHashMap<>();
    private final Map<Conversation, String> problems = new LinkedHashMap<>();
    private Resumption resumption = Resumption.NONE;
    private Wish settled = new Wish(Set.of(), Optional.empty());
    private Instant again = Instant.MIN;
    private Instant nextSweep = Instant.MIN;
    private boolean greeted;
    private int failures;

    private volatile Wish wish = new Wish(Set.of(), Optional.empty());
    private volatile @Nullable Socket socket;
    private final Condition condition;

    Listening(
            String chat,
            Home home,
            People people,
            Ghosts ghosts,
            Hearing hearing,
            Pace pace,
            InstantSource time) {
        this.chat = chat;
        this.home = home;
        this.people = people;
        this.ghosts = ghosts;
        this.hearing = hearing;
        this.pace = pace;
        this.time = time;
        condition = new Condition(chat, time);
        thread = Thread.ofVirtual().name("mattermost " + chat).unstarted(this::run);
    }

    /// Attends these from now on. Returns at once.
    synchronized void attend(Set<Conversation> conversations, Intake intake) {
        wish = new Wish(conversations, Optional.of(intake));
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        Socket current = socket;
        if (current != null) {
            current.nudge();
        }
    }

    Standing standing() {
        return condition.standing();
    }

    /// Returns when nothing is taken any more.
    synchronized void close() {
        closed.countDown();
        thread.interrupt();
        boolean interrupted = false;
        while (thread.getState() != Thread.State.NEW && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try {
                    connect();
                } catch (Trouble e) {
                    condition.away(e);
                } catch (NotTaken | LedgerAway e) {
                    condition.away(
                            new Trouble(
                                    Trouble.Kind.UNREACHED, "the ledger: " + e.getMessage(), e));
                } catch (RuntimeException e) {
                    LOG.error("{}: listening failed, and starts anew", chat, e);
                    resumption = Resumption.NONE;
                    condition.away(
                            new Trouble(Trouble.Kind.UNCERTAIN, "a mistake of this bridge's", e));
                }
                failures++;
                pause(pace.afterFailures(failures));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// With jitter: two chats of one server, or two bridges, should not come in step.
    private void pause(Duration pause) throws InterruptedException {
        long millis = pause.toMillis();
        long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
        if (closed.await(jittered, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
    }

    private void connect() throws Trouble, LedgerAway, NotTaken, InterruptedException {
        home.look();
        ghosts.load();
        try (Socket connected =
                Socket.open(home.client().rest(), resumption, pace.answer(), pace.beat())) {
            socket = connected;
            listen(connected);
        } finally {
            socket = null;
        }
    }

    /// Returns when a new connection is needed.
    private void listen(Socket connected)
            throws Trouble, LedgerAway, NotTaken, InterruptedException {
        greeted = !resumption.equals(Resumption.NONE);
        while (closed.getCount() > 0) {
            if (greeted) {
                settle();
                sweep();
                up();
            }
            Optional<String> text = connected.next(greeted ? untilSweep() : pace.answer());
            if (text.isPresent()) {
                if (!hear(connected, text.get())) {
                    return;
                }
            } else if (!greeted && wish.equals(settled)) {
                throw new Trouble(
                        Trouble.Kind.UNREACHED, "WebSocket: the server does not say hello", null);
            }
        }
    }

    /// Attends what is to be attended by now.
    private void settle() throws Trouble, InterruptedException {
        Wish now = wish;
        Instant instant = time.instant();
        if (now.equals(settled) && (problems.isEmpty() || instant.isBefore(again))) {
            return;
        }
        if (!now.intake().equals(settled.intake())) {
            attended.clear();
        }
        attended.keySet().retainAll(now.conversations());
        problems.clear();
        again = instant.plus(OWING);
        for (Conversation conversation : now.conversations()) {
            if (attended.containsKey(conversation) || now.intake().isEmpty()) {
                continue;
            }
            try {
                Home.Place place = home.place(conversation.channel());
                attended.put(
                        conversation,
                        new Attendance(
                                conversation,
                                now.intake().get(),
                                hearing,
                                home.client(),
                                place.channel()));
            } catch (Trouble e) {
                problem(conversation, e);
            }
        }
        settled = now;
    }

    /// @throws Trouble unless the trouble is the conversation's own
    private void problem(Conversation conversation, Trouble e) throws Trouble {
        if (e.kind() != Trouble.Kind.DENIED || e.isUnauthorized()) {
            throw e;
        }
        LOG.warn("{}: cannot be attended: {}", conversation, e.why());
        home.forget(conversation.channel());
        problems.put(conversation, e.why());
    }

    /// Reads the channels that are to be read.
    private void sweep() throws Trouble, InterruptedException {
        Instant now = time.instant();
        if (!now.isBefore(nextSweep) || nextSweep.isAfter(now.plus(pace.sweep()))) {
            attended.values().forEach(Attendance::owe);
            nextSweep = now.plus(pace.sweep());
        }
        for (Attendance attendance : List.copyOf(attended.values())) {
            if (!attendance.isOwed()) {
                continue;
            }
            try {
                insist(attendance::sweep);
            } catch (Trouble e) {
                problem(attendance.conversation(), e);
                attended.remove(attendance.conversation());
                again = now.plus(OWING);
            }
        }
    }

    private Duration untilSweep() {
        Duration wait = Duration.between(time.instant(), nextSweep);
        if (!problems.isEmpty() && wait.compareTo(OWING) > 0) {
            wait = OWING;
        }
        return wait.isPositive() ? wait : Duration.ofMillis(1);
    }

    private void up() {
        failures = 0;
        condition.up(
                home.edition().name(),
                Stream.of(
                                home.edition().warnings().stream(),
                                ghosts.warning().stream(),
                                problems.entrySet().stream()
                                        .map(one -> one.getKey() + ": " + one.getValue()))
                        .flatMap(each -> each)
                        .collect(Collectors.joining("; ")));
    }

    /// Takes one event.
    ///
    /// @return false if a new connection is needed
    private boolean hear(Socket connected, String text) throws Trouble, InterruptedException {
        Frame frame;
        try {
            frame = Frame.of(text);
        } catch (IOException e) {
            LOG.warn("{}: an event that is no JSON; the channels are read instead", chat);
            resumption = Resumption.NONE;
            return false;
        }
        if (frame.happened() instanceof Happened.Hello(String connection, _)) {
            if (!connection.equals(resumption.connection())) {
                resumption = new Resumption(connection, 0);
                attended.values().forEach(Attendance::owe);
            }
            greeted = true;
        }
        if (frame.sequence().isPresent()) {
            long sequence = frame.sequence().getAsLong();
            if (!resumption.awaits(sequence)) {
                LOG.info("{}: events are missing; the channels are read instead", chat);
                resumption = Resumption.NONE;
                return false;
            }
            insist(() -> take(frame));
            resumption = resumption.after(sequence);
        }
        connected.more();
        return true;
    }

    private void take(Frame frame) throws Trouble, NotTaken, InterruptedException {
        if (frame.happened() instanceof Happened.Renamed(String user)) {
            people.forget(user);
        }
        for (Attendance attendance : attended.values()) {
            // what is to be read will hold this too
            if (attendance.channel().equals(frame.channel()) && !attendance.isOwed()) {
                take(attendance, frame.happened());
            }
        }
    }

    private void take(Attendance attendance, Happened happened)
            throws Trouble, NotTaken, InterruptedException {
        Conversation in = attendance.conversation();
        Optional<Incoming> incoming =
                switch (happened) {
                    case Happened.Posted(Post post) -> {
                        tidy(post);
                        yield hearing.posted(in, post);
                    }
                    case Happened.Edited(Post post) -> hearing.edited(in, post);
                    case Happened.Deleted(Post post) -> {
                        if (post.root().isEmpty()) {
                            // its answers are gone too, of which nothing is told
                            attendance.owe();
                        }
                        yield hearing.deleted(in, post);
                    }
                    case Happened.Reacted(Reaction one) -> Optional.of(hearing.reacted(in, one));
                    case Happened.Unreacted(Reaction one) ->
                            Optional.of(hearing.unreacted(in, one));
                    case Happened.Hello _, Happened.Renamed _, Happened.Other _ -> Optional.empty();
                };
        if (incoming.isPresent()) {
            attendance.take(incoming.get());
        }
    }

    /// Removes what the server says when a ghost joins.
    private void tidy(Post post) throws InterruptedException {
        if (home.admin().isEmpty() || !ghosts.isJoinOfGhost(post)) {
            return;
        }
        try {
            home.admin().get().delete(post.id());
        } catch (Trouble e) {
            LOG.debug("{}: the note that a ghost joined stays: {}", chat, e.why());
        }
    }

    /// Tries until it is taken: nothing else is heard meanwhile, and nothing is lost.
    private void insist(Task task) throws Trouble, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                task.run();
                return;
            } catch (NotTaken | LedgerAway e) {
                LOG.debug("{}: not taken: {}", chat, e.getMessage());
            } catch (Trouble e) {
                if (e.kind() != Trouble.Kind.BUSY) {
                    throw e;
                }
                pause(e.pause().orElse(pace.retry()));
            }
            pause(pace.afterFailures(Math.min(tries, MOST_DOUBLINGS)));
        }
    }

    /// What is to be attended.
    private record Wish(Set<Conversation> conversations, Optional<Intake> intake) {
        Wish {
            conversations = Set.copyOf(conversations);
        }
    }

    /// What may have to be tried again.
    private interface Task {
        void run() throws Trouble, NotTaken, LedgerAway, InterruptedException;
    }
}
