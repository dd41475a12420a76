package croft.chat.irc;

import croft.chat.irc.Hearing.Piece;
import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Outgoing;
import croft.chat.relay.Ability;
import croft.chat.relay.Files;
import croft.chat.relay.Intake;
import croft.chat.relay.Network;
import croft.chat.relay.Outcome;
import croft.chat.relay.Standing;
import croft.chat.relay.Trace;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One account at an IRC network. It connects again for as long as it is open; a thread of its own
/// (an event loop) does everything that concerns the connection, and virtual threads wait for it.
public final class IrcNetwork implements Network {
    private static final Duration CONNECTING = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(1);

    /// Beyond the time in which the event loop answers: only if that hangs.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// Pieces that are remembered to be there, for whoever asks after a doubtful answer.
    private static final int REMEMBERED = 20_000;

    private final IrcServer server;
    private final Tempo tempo;
    private final Optional<LongTexts> longTexts;
    private final Saying saying;
    private final InstantSource clock;
    private final Optional<SslContext> tls;
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Inlet inlet;
    private final Map<Piece, Optional<String>> seen =
            Collections.synchronizedMap(new LinkedHashMap<>());

    private volatile Standing standing;
    private volatile boolean tags;
    private volatile String nick;
    private volatile boolean closed;

    // The event loop's own.
    private @Nullable IrcConnection connection;
    private Map<Conversation, Intake> attended = Map.of();
    private boolean connecting;
    private int failures;
    private long upSince;
    private boolean isUp;

    /// Begins to connect when it is told what to attend, or has something to send.
    ///
    /// @param longTexts where texts are read that are too long; without it, all of their lines are
    ///   sent
    public IrcNetwork(IrcServer server, Optional<LongTexts> longTexts, InstantSource clock) {
        this(server, longTexts, clock, Tempo.COURTEOUS);
    }

    IrcNetwork(IrcServer server, Optional<LongTexts> longTexts, InstantSource clock, Tempo tempo) {
        this.server = server;
        this.tempo = tempo;
        this.longTexts = longTexts;
        this.saying = new Saying(longTexts.isPresent());
        this.clock = clock;
        this.tls = server.tls() ? Optional.of(tls(server)) : Optional.empty();
        this.nick = server.nick();
        this.standing = new Standing.Away(clock.instant(), "not yet connected");
        this.inlet = new Inlet(server.chat());
    }

    @Override
    public String chat() {
        return server.chat();
    }

    @Override
    public Set<Ability> abilities() {
        return tags ? Set.of(Ability.THREADS) : Set.of();
    }

    @Override
    public void attend(Set<Conversation> conversations, Intake intake) {
        Map<Conversation, Intake> wanted = new HashMap<>();
        conversations.forEach(each -> wanted.put(each, intake));
        loop.execute(() -> {
            attended = Map.copyOf(wanted);
            if (connection != null) {
                connection.attend(attended.keySet());
            } else {
                connect();
            }
        });
    }

    @Override
    public int parts(Outgoing outgoing) {
        return saying.lines(outgoing).size();
    }

    @Override
    public Outcome send(Outgoing outgoing, int part, Files files) throws InterruptedException {
        List<String> lines = saying.lines(outgoing);
        if (part < 0 || part >= lines.size()) {
            return new Outcome.Refused(
                    "part " + part + " (expected: less than " + lines.size() + ")");
        }
        String text = lines.get(part);
        if (saying.isLink(outgoing, part)) {
            Optional<URI> link = paste(outgoing);
            if (link.isEmpty()) {
                return new Outcome.NotSent(
                        "the long text cannot be put anywhere now", Optional.empty());
            }
            text += link.get();
        }
        Submission submission = submission(outgoing, part, text);
        run(
                open -> open.submit(submission),
                () -> submission.outcome().complete(new Outcome.NotSent(why(), Optional.of(SOON))));
        return result(submission.outcome(), new Outcome.Doubtful("the event loop does not answer"));
    }

    @Override
    public Trace find(Outgoing outgoing, int part, Instant tried) throws InterruptedException {
        Piece piece = new Piece(outgoing.key(), part);
        CompletableFuture<Trace> trace = new CompletableFuture<>();
        run(
                open ->
                        trace.complete(
                                seen(piece)
                                        .<Trace>map(Trace.Found::new)
                                        .orElseGet(() ->
                                                open.awaits(piece, outgoing.to().channel())
                                                        ? new Trace.Later(
                                                                "the server may still tell")
                                                        : new Trace.Unknowable())),
                () ->
                        trace.complete(
                                seen(piece)
                                        .<Trace>map(Trace.Found::new)
                                        .orElseGet(() -> new Trace.Later(why()))));
        return result(trace, new Trace.Later("the event loop does not answer"));
    }

    @Override
    public boolean own(Author author) {
        return author.id().equals(new Hearing(Names.RFC1459).nick(nick).id())
                || server.login()
                        .map(login -> Hearing.account(login.account()).id())
                        .filter(author.id()::equals)
                        .isPresent();
    }

    @Override
    public InputStream open(Conversation in, Attachment file) throws IOException {
        throw new IOException(in + ": " + file.name() + " (IRC has no files)");
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public void close() {
        closed = true;
        try {
            loop.execute(() -> {
                if (connection != null) {
                    connection.quit();
                }
            });
        } catch (RejectedExecutionException _) {
            // It was closed before.
        }
        inlet.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        standing = new Standing.Away(clock.instant(), "closed");
    }

    private Submission submission(Outgoing outgoing, int part, String text) {
        Piece piece = new Piece(outgoing.key(), part);
        Map<String, String> marks = new HashMap<>();
        marks.put(Hearing.KEY, piece.written());
        Optional<String> root = Optional.empty();
        boolean quiet = false;
        switch (outgoing) {
            case Outgoing.Create create -> {
                root = create.root();
                if (!create.via().isEmpty()) {
                    marks.put(Hearing.VIA, String.join(",", create.via()));
                }
            }
            case Outgoing.Notice notice -> {
                root = notice.root();
                quiet = notice.quiet();
            }
            case Outgoing.Edit _, Outgoing.Delete _, Outgoing.React _ -> {}
        }
        root.filter(Hearing::isReal).ifPresent(id -> marks.put(Hearing.ANSWERS, id));
        String channel = outgoing.to().channel();
        return new Submission(
                piece, channel, IrcLine.of(quiet ? "NOTICE" : "PRIVMSG", channel, text), marks);
    }

    private Optional<URI> paste(Outgoing outgoing) {
        try {
            return longTexts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(longTexts.get().link(outgoing.key()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Does this on the event loop with the connection, or that without one.
    private void run(Consumer<IrcConnection> connected, Runnable without) {
        try {
            loop.execute(() -> {
                if (connection == null) {
                    without.run();
                } else {
                    connected.accept(connection);
                }
            });
        } catch (RejectedExecutionException _) {
            without.run();
        }
    }

    private <T> T result(CompletableFuture<T> future, T otherwise) throws InterruptedException {
        try {
            return future.get(tempo.answer().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return otherwise;
        }
    }

    private String why() {
        return switch (standing) {
            case Standing.Up _ -> "not connected";
            case Standing.Away away -> away.why();
            case Standing.Refused refused -> refused.why();
        };
    }

    private Optional<Optional<String>> seen(Piece piece) {
        return Optional.ofNullable(seen.get(piece));
    }

    private void connect() {
        if (connecting || closed) {
            return;
        }
        connecting = true;
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        InetAddress[] all = InetAddress.getAllByName(server.host());
                        loop.execute(() -> connect(all[failures % all.length]));
                    } catch (UnknownHostException e) {
                        loop.execute(
                                () -> ended(server.host() + ": no address for this name", false));
                    }
                });
    }

    private void connect(InetAddress address) {
        IrcConnection next = new IrcConnection(server, tempo, clock, attended.keySet(), new Told());
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECTING.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                tls.ifPresent(context ->
                                        channel.pipeline()
                                                .addLast(
                                                        context.newHandler(
                                                                channel.alloc(),
                                                                server.host(),
                                                                server.port())));
                                channel.pipeline()
                                        .addLast(
                                                new IdleStateHandler(
                                                        tempo.quiet().toMillis(),
                                                        0,
                                                        0,
                                                        TimeUnit.MILLISECONDS),
                                                new LineBasedFrameDecoder(
                                                        LineCodec.LONGEST, true, false),
                                                new LineCodec(),
                                                next);
                            }
                        })
                .connect(new InetSocketAddress(address, server.port()))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ended(server + ": " + connected.cause().getMessage(), false);
                    } else {
                        connection = next;
                        next.attend(attended.keySet());
                    }
                });
    }

    private void ended(String why, boolean refused) {
        connection = null;
        connecting = false;
        Instant now = clock.instant();
        boolean lasted = isUp && loop.ticker().nanoTime() - upSince > tempo.longest().toNanos();
        isUp = false;
        failures = lasted ? 0 : failures;
        standing =
                switch (standing) {
                    case Standing.Away away when !refused -> new Standing.Away(away.since(), why);
                    default ->
                            refused ? new Standing.Refused(now, why) : new Standing.Away(now, why);
                };
        Duration pause = tempo.pause(failures++, ThreadLocalRandom.current().nextDouble());
        // Somebody has to do something about it first; but a ban may end, and services come back.
        Duration wait = refused ? tempo.longest().multipliedBy(5) : pause;
        if (!closed) {
            loop.schedule(() -> connect(), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static SslContext tls(IrcServer server) {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        server.authorities().ifPresent(path -> builder.trustManager(path.toFile()));
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException(server + ": no TLS: " + e.getMessage(), e);
        }
    }

    /// What the connection of the moment tells.
    private final class Told implements IrcConnection.Events {
        @Override
        public void up(String program, Optional<String> warning, boolean withTags) {
            tags = withTags;
            if (!isUp) {
                isUp = true;
                upSince = loop.ticker().nanoTime();
            }
            Instant since =
                    standing instanceof Standing.Up before ? before.since() : clock.instant();
            standing = new Standing.Up(since, program, warning);
        }

        @Override
        public void nick(String now) {
            nick = now;
        }

        @Override
        public void heard(Incoming happened, boolean replayed) {
            Intake intake = attended.get(happened.in());
            if (intake == null || closed) {
                return;
            }
            inlet.offer(new Inlet.Heard(happened, replayed, intake));
            if (!inlet.hasRoom() && connection != null) {
                connection.read(false);
                loop.schedule(this::resume, SOON.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void seen(Piece piece, Optional<String> id) {
            seen.put(piece, id);
            if (seen.size() > REMEMBERED) {
                seen.remove(seen.keySet().iterator().next());
            }
        }

        @Override
        public void ended(String why, boolean refused) {
            IrcNetwork.this.ended(why, refused);
        }

        private void resume() {
            if (connection == null) {
                return;
            }
            if (inlet.hasRoom()) {
                connection.read(true);
            } else {
                loop.schedule(this::resume, SOON.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
