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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection to a server, from its beginning to its end: it registers, joins the channels,
/// sends what is submitted at the pace that is allowed, and hears. Everything in it happens on its
/// event loop.
final class IrcConnection extends SimpleChannelInboundHandler<IrcLine> {
    private final Tempo tempo;
    private final InstantSource clock;
    private final Events events;
    private final Registration registration;
    private final Answers answers = new Answers();
    private final Set<String> replays = new HashSet<>();
    private final IrcServer server;
    private Hearing hearing = new Hearing(Names.RFC1459);
    private @Nullable Link link;
    private Collection<Conversation> wanted;
    private String program = "";
    private String end = "the connection has ended";
    private boolean welcomed;
    private int quiet;

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
        this.registration = new Registration(server, line -> outbox().sendNow(line));
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        Outbox outbox =
                new Outbox(active, tempo, channel -> rooms().hindrance(channel), this::write);
        link = new Link(active, outbox, new Rooms(tempo, outbox, this::tell));
        if (!server.tls()) {
            registration.start();
        }
        outbox.after(tempo.answer(), this::checkWelcome);
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
            case "PING" -> outbox().sendNow(IrcLine.of("PONG", line.last()));
            case "PONG" -> outbox().pong(line.last());
            case "ERROR" -> end = line.last();
            case "004" -> program = line.param(1) + " " + line.param(2);
            case "005" -> learn(line);
            case "376", "422" -> welcome();
            case "BATCH" -> batch(line);
            case "JOIN", "PART", "KICK", "INVITE" -> moved(line);
            case "NICK", "QUIT" -> {
                if (folded(line.from()).equals(folded(server.nick()))) {
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
        outbox().end(end);
        answers.endAll(end);
        events.ended(end, registration.refused().isPresent());
    }

    /// Attends these from now on.
    void attend(Collection<Conversation> conversations) {
        wanted = conversations;
        if (!welcomed) {
            return;
        }
        rooms().attend(wanted);
    }

    /// Sends a line as soon as it is allowed to; its outcome is known in time.
    void submit(Submission submission) {
        outbox().submit(submission);
    }

    /// Whether it may still arrive, or be heard of.
    boolean awaits(Piece piece, String channel) {
        return answers.awaits(piece) || rooms().hindrance(channel).isPresent();
    }

    void quit() {
        outbox().sendNow(IrcLine.of("QUIT", "closed"));
        link().context().close();
    }

    /// Goes on reading, or not.
    void read(boolean more) {
        if (link().context().channel().config().isAutoRead() != more) {
            link().context().channel().config().setAutoRead(more);
        }
    }

    /// A connection whose other end is gone without a word looks like one where nobody talks.
    private void ask() {
        if (quiet > 0) {
            long seconds = tempo.quiet().multipliedBy(2).toSeconds();
            endBecause("the server has said nothing for " + seconds + " s");
        } else {
            quiet++;
            outbox().sendNow(IrcLine.of("PING", "croft-there"));
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
                rooms().name(Names.of(token.substring("CASEMAPPING=".length())));
                hearing = new Hearing(rooms().names());
            }
        }
    }

    private void welcome() {
        if (welcomed || !registration.isRegistered()) {
            return;
        }
        welcomed = true;
        outbox().welcomed();
        events.nick(registration.nick());
        attend(wanted);
        regainLater();
    }

    private void regainLater() {
        outbox().after(
                        tempo.regain(),
                        () -> {
                            registration.regain();
                            regainLater();
                        });
    }

    /// Somebody came or went; whether we did is all that matters.
    private void moved(IrcLine line) {
        String who = line.command().equals("KICK") ? line.param(1) : line.from();
        String channel = line.param(0);
        if (line.command().equals("INVITE")) {
            rooms().invited(line.param(1));
        } else if (who.equals(registration.nick())) {
            switch (line.command()) {
                case "JOIN" -> rooms().joined(channel);
                case "KICK" ->
                        rooms().left(channel, "kicked out of " + channel + " by " + line.from());
                default -> rooms().left(channel, "left " + channel);
            }
        }
    }

    private void said(IrcLine line) {
        Optional<Room> room = rooms().room(line.param(0));
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
                        && folded(nick.substring(0, length)).equals(folded(server.nick()))
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
            label = answers.inChannel(line.param(1), rooms().names());
        }
        if (label.isPresent()) {
            if (echo) {
                answers.end(label.get(), new Outcome.Sent(line.tag("msgid")))
                        .ifPresent(each -> events.seen(each.piece(), line.tag("msgid")));
            } else if (error) {
                boolean inRoom = rooms().room(line.param(1)).filter(Room::isIn).isPresent();
                answers.end(label.get(), Answers.outcome(line, inRoom));
            } else if (line.command().equals("ACK")) {
                answers.end(label.get(), withoutEcho());
            }
        }
        if (error) {
            rooms().error(line);
        }
    }

    /// What it means that the server dealt with a line and said nothing.
    private Outcome withoutEcho() {
        return registration.has("echo-message")
                ? new Outcome.Refused("the server took the line, and told it to nobody")
                : new Outcome.Sent(Optional.empty());
    }

    private void write(Submission submission) {
        String label = answers.add(submission);
        submission.setWritten();
        IrcLine line = submission.line();
        if (registration.has("message-tags")) {
            line = line.tagged(submission.tags());
        }
        if (registration.has("labeled-response")) {
            outbox().sendNow(line.tagged(Map.of("label", label)));
        } else {
            outbox().sendNow(line);
            outbox().barrier(() -> answers.end(label, withoutEcho()));
        }
    }

    private void endBecause(String why) {
        end = why;
        link().context().close();
    }

    private void tell() {
        if (!welcomed || !rooms().areKnown()) {
            return;
        }
        List<String> warnings = new ArrayList<>(rooms().troubles());
        if (!registration.has("echo-message")) {
            warnings.add(
                    "the server does not echo what is sent: a message whose connection ended may come"
                            + " twice");
        }
        events.up(
                program,
                Optional.of(String.join("; ", warnings)).filter(text -> !text.isEmpty()),
                registration.has("message-tags"));
    }

    private String folded(String name) {
        return rooms().names().folded(name);
    }

    private Outbox outbox() {
        return link().outbox();
    }

    private Rooms rooms() {
        return link().rooms();
    }

    private Link link() {
        if (link == null) {
            throw new IllegalStateException("not yet connected");
        }
        return link;
    }

    /// What there is once the connection is.
    private record Link(ChannelHandlerContext context, Outbox outbox, Rooms rooms) {}

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
