package croft.chat.mattermost;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import croft.chat.relay.Ability;
import croft.chat.relay.Files;
import croft.chat.relay.Intake;
import croft.chat.relay.Network;
import croft.chat.relay.Outcome;
import croft.chat.relay.Standing;
import croft.chat.relay.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/// One Mattermost server as a network: one account that listens, and bots for people from elsewhere
/// where an administrator's token lets us make them.
public final class MattermostNetwork implements Network {
    private static final int MOST_TRIES_KNOWN = 1_000;

    private final Server server;
    private final InstantSource time;
    private final HttpClient http;
    private final Home home;
    private final Ghosts ghosts;
    private final Listening listening;
    private final Speech speech;
    private final Lookup lookup;

    /// When which piece was sent last.
    private final Map<Piece, Instant> tries =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Piece, Instant> eldest) {
                            return size() > MOST_TRIES_KNOWN;
                        }
                    });

    private volatile boolean closed;

    /// Knows nothing yet, and does nothing before [#attend] and [#send].
    public MattermostNetwork(Server server, Memory memory, InstantSource time) {
        this(server, memory, time, Pace.USUAL);
    }

    MattermostNetwork(Server server, Memory memory, InstantSource time, Pace pace) {
        this.server = server;
        this.time = time;
        http = http();
        Client client = new Client(new Rest(http, server.url(), server.token(), pace.answer()));
        home = new Home(client, server.admin().map(client::as));
        ghosts = new Ghosts(server.chat(), home, memory, time);
        People people = new People(home, time);
        Hearing hearing = new Hearing(home, people, ghosts, memory);
        listening = new Listening(server.chat(), home, people, ghosts, hearing, pace, time);
        speech = new Speech(home, ghosts, time);
        lookup = new Lookup(home, ghosts, time);
    }

    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Override
    public String chat() {
        return server.chat();
    }

    @Override
    public Set<Ability> abilities() {
        EnumSet<Ability> abilities = EnumSet.allOf(Ability.class);
        if (server.admin().isEmpty()) {
            abilities.remove(Ability.GHOSTS);
        }
        return abilities;
    }

    @Override
    public void attend(Set<Conversation> conversations, Intake intake) {
        listening.attend(conversations, intake);
    }

    @Override
    public int parts(Outgoing outgoing) {
        return Speech.parts(outgoing);
    }

    @Override
    public Outcome send(Outgoing outgoing, int part, Files files) throws InterruptedException {
        if (closed) {
            return new Outcome.NotSent("this chat is closed", Optional.empty());
        }
        Outcome outcome = speech.send(outgoing, part, files);
        Piece piece = new Piece(outgoing.key(), part);
        if (outcome instanceof Outcome.Doubtful) {
            tries.put(piece, time.instant());
        } else {
            tries.remove(piece);
        }
        return outcome;
    }

    @Override
    public Trace find(Outgoing outgoing, int part, Instant tried) throws InterruptedException {
        return lookup.find(
                outgoing,
                part,
                tried,
                Optional.ofNullable(tries.get(new Piece(outgoing.key(), part))));
    }

    @Override
    public boolean own(Author author) {
        return ghosts.isGhost(author.id())
                || home.knownMe().map(me -> me.id().equals(author.id())).orElse(false);
    }

    /// Also opens pictures of people, by what [Author#picture] says.
    @Override
    public InputStream open(Conversation in, Attachment file)
            throws IOException, InterruptedException {
        Optional<String> pictured = People.pictured(file.id());
        try {
            return pictured.isPresent()
                    ? home.client().picture(pictured.get())
                    : home.client().file(file.id());
        } catch (Trouble e) {
            if (e.isMissing()) {
                throw new NoSuchFileException(file.id());
            }
            throw new IOException(e.why(), e);
        }
    }

    @Override
    public Standing standing() {
        return listening.standing();
    }

    @Override
    public void close() {
        closed = true;
        listening.close();
        http.shutdownNow();
    }

    /// One piece of a delivery.
    private record Piece(UUID key, int part) {}
}
