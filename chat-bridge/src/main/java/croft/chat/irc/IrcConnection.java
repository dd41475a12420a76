package croft.chat.irc;

import croft.chat.irc.Hearing.Piece;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Outcome;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection to a server, from its beginning to its end: it registers, joins the channels,
/// sends what is submitted at the pace that is allowed, and hears. Everything in it happens on its
/// event loop.
final class IrcConnection extends SimpleChannelInboundHandler<IrcLine> {
    private static final Duration UNJOINED = Duration.ofSeconds(2);

    private static final int LONGEST_JOIN = 350;

    /// Why a channel cannot be joined.
    private static final Set<String> NOT_JOINED =
            Set.of(
                    "403", "405", "407", "437", "461", "471", "473", "474", "475", "476", "477",
                    "479", "480", "489", "495", "500", "520");

    private final Tempo tempo;
    private final InstantSource clock;
    private final Events events;
    private final Registration registration;
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Deque<Submission> queue = new ArrayDeque<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Room> joining = new ArrayDeque<>();
    private final List<Room> entered = new ArrayList<>();
    private final Answers answers = new Answers();
    private final Map<String, Runnable> barriers = new HashMap<>();
    private final Set<String> replays = new HashSet<>();
    private final IrcServer server;
    private Names names = Names.RFC1459;
    private Hearing hearing = new Hearing(names);
    private @Nullable ChannelHandlerContext context;
    private @Nullable Pace pace;
    private Collection<Conversation> wanted;
    private String program = "";
    private String end = "the connection has ended";
    private boolean drains;
    private boolean welcomed;
    private int quiet;
    private long lastBarrier;

    IrcConnection(
            IrcServer server,
            Tempo tempo,
            InstantSource clock,
            Collection<Conversation> wanted,
            Events events) {
        this.server = server;
        this.tempo = tempo;
        this.clock = clock;
        this.wanted = wanted;
        this.events = events;
        this.registration = new Registration(server, this::sendNow);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        begin(active);
        if (!server.tls()) {
            registration.start();
        }
        after(tempo.answer(), this::checkWelcome);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext active, IrcLine line) {
        quiet = 0;
        registration.hear(line);
        if (registration.refused().isPresent()) {
            endBecause(registration.refused().get());
            return;
        }
        switch (line.command()) {
            case "PING" -> sendNow(IrcLine.of("PONG", line.last()));
            case "PONG" -> {
                Runnable passed = barriers.remove(line.last());
                if (passed != null) {
                    passed.run();
                }
            }
            case "ERROR" -> end = line.last();
            case "004" -> program = line.param(1) + " " + line.param(2);
            case "005" -> learn(line);
            case "376", "422" -> welcome();
            case "BATCH" -> batch(line);
            case "JOIN" -> joined(line);
            case "PART" -> left(line.from(), line.param(0), "left " + line.param(0));
            case "KICK" ->
                    left(
                            line.param(1),
                            line.param(0),
                            "kicked out of " + line.param(0) + " by " + line.from());
            case "INVITE" -> room(line.param(1)).ifPresent(this::join);
            case "NICK", "QUIT" -> {
                if (names.folded(line.from()).equals(names.folded(server.nick()))) {
                    registration.regain();
                }
                events.nick(registration.nick());
            }
            case "PRIVMSG", "NOTICE" -> said(line);
            default -> {
                // A labelled answer that is none of these is dealt with below.
            }
        }
        answered(line);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext active, Object event) {
        switch (event) {
            case IdleStateEvent _ -> ask();
            case SslHandshakeCompletionEvent tls when tls.isSuccess() -> registration.start();
            case SslHandshakeCompletionEvent tls ->
                    end = "no TLS with " + server + ": " + tls.cause().getMessage();
            default -> {}
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return; // a line beyond every limit is no line; the next one begins after its end
        }
        if (end.equals("the connection has ended")) {
            end = String.valueOf(cause.getMessage());
        }
        active.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        queue.forEach(each -> each.outcome().complete(new Outcome.NotSent(end, Optional.empty())));
        queue.clear();
        answers.endAll(end);
        events.ended(end, registration.refused().isPresent());
    }

    /// Attends these from now on.
    void attend(Collection<Conversation> conversations) {
        wanted = conversations;
        if (!welcomed) {
            return;
        }
        Map<String, Room> before = new HashMap<>(rooms);
        rooms.clear();
        for (Conversation each : wanted) {
            String folded = names.folded(each.channel());
            Room kept = before.remove(folded);
            Room room = kept == null ? new Room(each) : kept;
            rooms.put(folded, room);
            if (kept == null) {
                join(room);
            }
        }
        for (Room room : before.values()) {
            if (room.isIn()) {
                paced(() -> sendNow(IrcLine.of("PART", room.channel())));
            }
        }
        tell();
    }

    /// Sends a line as soon as it is allowed to; its outcome is known in time.
    void submit(Submission submission) {
        queue.add(submission);
        after(tempo.answer(), () -> expire(submission));
        drain();
    }

    /// Whether it may still arrive, or be heard of.
    boolean awaits(Piece piece, String channel) {
        return answers.awaits(piece) || room(channel).filter(Room::isSettled).isEmpty();
    }

    void quit() {
        sendNow(IrcLine.of("QUIT", "closed"));
        context().close();
    }

    /// Goes on reading, or not.
    void read(boolean more) {
        if (context().channel().config().isAutoRead() != more) {
            context().channel().config().setAutoRead(more);
        }
    }

    private void begin(ChannelHandlerContext active) {
        context = active;
        pace = new Pace(tempo.burst(), tempo.each(), active.executor().ticker().nanoTime());
    }

    /// A connection whose other end is gone without a word looks like one where nobody talks.
    private void ask() {
        if (quiet > 0) {
            long seconds = tempo.quiet().multipliedBy(2).toSeconds();
            endBecause("the server has said nothing for " + seconds + " s");
        } else {
            quiet++;
            sendNow(IrcLine.of("PING", "croft-there"));
        }
    }

    private void checkWelcome() {
        if (!welcomed) {
            endBecause("the server did not let us in within " + tempo.answer().toSeconds() + " s");
        }
    }

    private void learn(IrcLine line) {
        for (String token : line.params()) {
            if (token.startsWith("CASEMAPPING=")) {
                names = Names.of(token.substring("CASEMAPPING=".length()));
                hearing = new Hearing(names);
            }
        }
    }

    private void welcome() {
        if (welcomed || !registration.isRegistered()) {
            return;
        }
        welcomed = true;
        // What belongs to registering is not counted by servers.
        pace = new Pace(tempo.burst(), tempo.each(), now());
        events.nick(registration.nick());
        attend(wanted);
        regainLater();
    }

    private void regainLater() {
        after(
                tempo.regain(),
                () -> {
                    registration.regain();
                    regainLater();
                });
    }

    private void join(Room room) {
        if (!room.channel().matches("[#&+!][^\\s,:\\x07]*")) {
            failed(room, "\"" + room.channel() + "\" is no channel (expected: such as #rust)");
        } else if (!room.isIn()) {
            joining.add(room);
            if (joining.size() == 1) {
                paced(this::joinAll);
            }
        }
    }

    /// Many channels with one line, as every line costs time.
    private void joinAll() {
        StringBuilder channels = new StringBuilder();
        List<Room> asked = new ArrayList<>();
        while (!joining.isEmpty()
                && (asked.isEmpty()
                        || channels.length() + joining.getFirst().channel().length()
                                < LONGEST_JOIN)) {
            Room room = joining.removeFirst();
            channels.append(channels.isEmpty() ? "" : ",").append(room.channel());
            asked.add(room);
        }
        if (!joining.isEmpty()) {
            paced(this::joinAll);
        }
        sendNow(IrcLine.of("JOIN", channels.toString()));
        after(
                tempo.answer(),
                () ->
                        asked.stream()
                                .filter(room -> !room.isKnown() && !room.isIn())
                                .forEach(room -> failed(room, "no answer to JOIN")));
    }

    private void joined(IrcLine line) {
        if (!line.from().equals(registration.nick())) {
            return;
        }
        Optional<Room> room = room(line.param(0));
        if (room.isEmpty()) {
            paced(() -> sendNow(IrcLine.of("PART", line.param(0)))); // not attended any more
            return;
        }
        room.get().joined(now());
        entered.add(room.get());
        if (entered.size() == 1) {
            paced(this::settle);
        }
    }

    /// Whatever the server tells of the past of a channel comes before its answer to this.
    private void settle() {
        List<Room> all = List.copyOf(entered);
        entered.clear();
        barrier(() -> {
            all.stream().filter(Room::isIn).forEach(Room::settled);
            tell();
        });
    }

    private void left(String who, String channel, String why) {
        if (who.equals(registration.nick())) {
            room(channel).ifPresent(room -> failed(room, why));
        }
    }

    /// Tries again later, and later each time.
    private void failed(Room room, String why) {
        Duration pause = tempo.pause(room.failures(), ThreadLocalRandom.current().nextDouble());
        room.out(why, now(), tempo.longest());
        after(
                pause,
                () -> {
                    if (rooms.containsValue(room)) {
                        join(room);
                    }
                });
        tell();
    }

    private void said(IrcLine line) {
        Optional<Room> room = room(line.param(0));
        if (room.isEmpty() || !line.isFromPerson()) {
            return;
        }
        boolean replayed = replays.contains(line.tag("batch").orElse(""));
        Optional<Piece> piece =
                isOurs(line.from(), replayed) ? Hearing.piece(line) : Optional.empty();
        boolean ours = piece.isPresent() || line.from().equals(registration.nick());
        if (piece.isPresent()) {
            events.seen(piece.get(), line.tag("msgid"));
        }
        if ((ours && piece.isEmpty()) || (replayed && line.tag("msgid").isEmpty())) {
            return;
        }
        hearing.posted(line, room.get().conversation(), ours, clock.instant())
                .ifPresent(posted -> events.heard(posted, replayed));
    }

    /// Whether it is under our name; what was said before may be under the one that we had while
    /// somebody else had ours.
    private boolean isOurs(String nick, boolean before) {
        int length = server.nick().length();
        return nick.equals(registration.nick())
                || (before
                        && nick.length() >= length
                        && names.folded(nick.substring(0, length))
                                .equals(names.folded(server.nick()))
                        && nick.substring(length).matches("_*|_\\d+"));
    }

    private void batch(IrcLine line) {
        if (line.param(0).startsWith("+") && line.param(1).equals("chathistory")) {
            replays.add(line.param(0).substring(1));
        } else if (line.param(0).startsWith("-")) {
            replays.remove(line.param(0).substring(1));
        }
    }

    /// Looks whether the line answers one of ours.
    private void answered(IrcLine line) {
        if (line.command().equals("BATCH")) {
            if (line.param(0).startsWith("-")) {
                answers.endOfBatch(line).ifPresent(label -> answers.end(label, withoutEcho()));
            } else {
                answers.label(line);
            }
            return;
        }
        boolean echo =
                (line.command().equals("PRIVMSG") || line.command().equals("NOTICE"))
                        && line.from().equals(registration.nick())
                        && !replays.contains(line.tag("batch").orElse(""));
        boolean error = line.command().matches("[45]\\d\\d|263") || line.command().equals("FAIL");
        Optional<String> label = answers.label(line);
        if (label.isEmpty() && echo) {
            label = answers.echoed(line);
        } else if (label.isEmpty() && error) {
            label = answers.inChannel(line.param(1), names);
        }
        Optional<Room> room = error ? room(line.param(1)) : Optional.empty();
        if (label.isPresent()) {
            if (echo) {
                answers.end(label.get(), new Outcome.Sent(line.tag("msgid")))
                        .ifPresent(each -> events.seen(each.piece(), line.tag("msgid")));
            } else if (error) {
                boolean inRoom = room.map(Room::isIn).orElse(false);
                answers.end(label.get(), Answers.outcome(line, inRoom));
            } else if (line.command().equals("ACK")) {
                answers.end(label.get(), withoutEcho());
            }
        }
        if (room.isPresent() && NOT_JOINED.contains(line.command()) && !room.get().isIn()) {
            failed(room.get(), "not in " + room.get().channel() + ": " + line.last());
        } else if (room.isPresent() && line.command().equals("442")) {
            failed(room.get(), "no more in " + room.get().channel());
        }
    }

    /// What it means that the server dealt with a line and said nothing.
    private Outcome withoutEcho() {
        return registration.has("echo-message")
                ? new Outcome.Refused("the server took the line, and told it to nobody")
                : new Outcome.Sent(Optional.empty());
    }

    /// Sends what is waiting, as far as it may.
    private void drain() {
        while (true) {
            dropUnsendable();
            if (waiting.isEmpty() && queue.isEmpty()) {
                return;
            }
            long delay = pace().delay(now());
            if (delay > 0) {
                drainAfter(delay);
                return;
            }
            if (waiting.isEmpty()) {
                write(queue.removeFirst());
            } else {
                waiting.removeFirst().run();
            }
        }
    }

    private void dropUnsendable() {
        while (!queue.isEmpty()) {
            Submission next = queue.getFirst();
            Optional<Room> room = room(next.channel());
            if (room.filter(Room::isSettled).isEmpty()) {
                String why = room.flatMap(Room::why).orElse(next.channel() + " is not attended");
                next.outcome().complete(new Outcome.NotSent(why, Optional.of(UNJOINED)));
            } else if (!next.outcome().isDone()) {
                return;
            }
            queue.removeFirst();
        }
    }

    private void drainAfter(long delay) {
        if (!drains) {
            drains = true;
            after(
                    Duration.ofNanos(delay),
                    () -> {
                        drains = false;
                        drain();
                    });
        }
    }

    /// Does something that costs a line, before what people have to say.
    private void paced(Runnable what) {
        waiting.add(what);
        drain();
    }

    private void after(Duration delay, Runnable what) {
        context().executor().schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void write(Submission submission) {
        String label = answers.add(submission);
        submission.setWritten();
        IrcLine line = submission.line();
        if (registration.has("message-tags")) {
            line = line.tagged(submission.tags());
        }
        if (registration.has("labeled-response")) {
            sendNow(line.tagged(Map.of("label", label)));
        } else {
            sendNow(line);
            barrier(() -> answers.end(label, withoutEcho()));
        }
    }

    private void expire(Submission submission) {
        if (submission.outcome().isDone()) {
            return;
        }
        if (submission.isWritten()) {
            submission
                    .outcome()
                    .complete(
                            new Outcome.Doubtful(
                                    "no answer within " + tempo.answer().toSeconds() + " s"));
        } else {
            queue.remove(submission);
            submission
                    .outcome()
                    .complete(
                            new Outcome.NotSent(
                                    "others were before it", Optional.of(tempo.each())));
        }
    }

    /// Runs it once the server has dealt with everything that was sent before.
    private void barrier(Runnable passed) {
        String token = "croft-" + ++lastBarrier;
        barriers.put(token, passed);
        sendNow(IrcLine.of("PING", token));
    }

    /// Sends what cannot wait; what can waits longer for it.
    private void sendNow(IrcLine line) {
        pace().take(now());
        context().writeAndFlush(line);
    }

    private void endBecause(String why) {
        end = why;
        context().close();
    }

    private void tell() {
        if (!welcomed || !rooms.values().stream().allMatch(Room::isKnown)) {
            return;
        }
        StringBuilder warning = new StringBuilder();
        if (!registration.has("echo-message")) {
            warning.append(
                    "the server does not echo what is sent: a message whose connection ended may come"
                            + " twice");
        }
        for (Room room : rooms.values()) {
            room.why().ifPresent(why -> warning.append(warning.isEmpty() ? "" : "; ").append(why));
        }
        events.up(
                program,
                Optional.of(warning.toString()).filter(text -> !text.isEmpty()),
                registration.has("message-tags"));
    }

    private Optional<Room> room(String channel) {
        return Optional.ofNullable(rooms.get(names.folded(channel)));
    }

    private long now() {
        return context().executor().ticker().nanoTime();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not yet connected");
        }
        return context;
    }

    private Pace pace() {
        if (pace == null) {
            throw new IllegalStateException("not yet connected");
        }
        return pace;
    }

    /// What a connection tells. On its event loop.
    interface Events {
        /// It is there, and how every channel stands is known.
        ///
        /// @param tags whether answers can say what they answer
        void up(String program, Optional<String> warning, boolean tags);

        /// We are called so now.
        void nick(String nick);

        void heard(Incoming happened, boolean replayed);

        /// A piece of ours was seen there.
        void seen(Piece piece, Optional<String> id);

        /// It is over, and tells nothing more.
        ///
        /// @param refused whether only the owner can change that
        void ended(String why, boolean refused);
    }
}
