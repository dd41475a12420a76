package croft.chat.mattermost;

import croft.chat.fault.Bite;
import croft.chat.fault.FaultProxy;
import croft.chat.mattermost.paper.Clock;
import croft.chat.mattermost.paper.PaperMattermost;
import croft.chat.mattermost.paper.Person;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import croft.chat.message.Attachment;
import croft.chat.message.Conversation;
import croft.chat.relay.Network;
import croft.chat.relay.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// A double of Mattermost with people at it, and a proxy between it and the bridge.
final class Town implements Venue {
    /// As long as a busy machine may need, and no longer.
    static final Pace BRISK =
            new Pace(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3),
                    Duration.ofMinutes(5),
                    Duration.ofMillis(50),
                    Duration.ofMillis(500));

    static final String SQUARE = "guild/town-square";

    final PaperMattermost server;
    final FaultProxy proxy;
    final Remembering memory = new Remembering();
    final Person bridge;

    private final Settings settings;
    private final boolean administered;
    private final HttpClient http = MattermostNetwork.http();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<Network> joined = new ArrayList<>();

    Town(Settings settings, boolean administered) throws IOException, InterruptedException {
        this.settings = settings;
        this.administered = administered;
        server = PaperMattermost.start(settings);
        proxy = FaultProxy.before(server.port());
        bridge = server.bot("bridge");
        people.put("alice", server.person("alice"));
        people.put("bob", server.person("bob"));
        server.open(SQUARE, people.get("alice"), people.get("bob"), bridge);
        server.open("guild/off-topic", people.get("alice"), people.get("bob"), bridge);
    }

    Person person(String name) {
        Person person = people.get(name);
        if (person == null) {
            throw new IllegalArgumentException(name);
        }
        return person;
    }

    Server account() {
        return new Server(
                "wizards",
                URI.create("http://127.0.0.1:" + proxy.port()),
                bridge::token,
                administered ? Optional.of(() -> server.admin().token()) : Optional.empty());
    }

    @Override
    public MattermostNetwork join() {
        return join(BRISK, settings.clock());
    }

    MattermostNetwork join(Pace pace, InstantSource time) {
        MattermostNetwork network = new MattermostNetwork(account(), memory, time, pace);
        joined.add(network);
        return network;
    }

    @Override
    public Conversation room() {
        return new Conversation("wizards", "town-square");
    }

    @Override
    public Conversation otherRoom() {
        return new Conversation("wizards", "guild/off-topic");
    }

    String place(Conversation in) {
        return in.channel().contains("/") ? in.channel() : "guild/" + in.channel();
    }

    /// Somebody's own client.
    Client client(Person person) {
        return new Client(new Rest(http, server.url(), person::token, Duration.ofSeconds(10)));
    }

    @Override
    public Optional<String> say(String who, Conversation in, String text, Optional<String> root) {
        nextMillisecond();
        return Optional.of(
                root.map(id -> person(who).reply(id, text))
                        .orElseGet(() -> person(who).post(place(in), text)));
    }

    /// Nobody writes so fast that a server could not tell what came first.
    private void nextMillisecond() {
        long now = settings.clock().millis();
        if (settings.clock() instanceof Clock clock) {
            clock.add(1);
        }
        while (settings.clock().millis() == now) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Optional<String> show(
            String who, Conversation in, String text, String file, byte[] content)
            throws Exception {
        Client client = client(person(who));
        String channel = server.channel(place(in));
        String id =
                client.upload(
                        channel, file, "text/plain", BodyPublishers.ofByteArray(content), () -> 0L);
        Post post =
                client.create(
                        new Client.Draft(
                                channel,
                                text,
                                Optional.empty(),
                                List.of(id),
                                Map.of(),
                                UUID.randomUUID().toString(),
                                false));
        return Optional.of(post.id());
    }

    @Override
    public void edit(String who, Conversation in, String id, String text) {
        person(who).edit(id, text);
    }

    @Override
    public void delete(String who, Conversation in, String id) {
        person(who).delete(id);
    }

    @Override
    public void react(String who, Conversation in, String id, String emoji, boolean there) {
        if (there) {
            person(who).react(id, emoji);
        } else {
            person(who).unreact(id, emoji);
        }
    }

    @Override
    public List<Said> seen(Conversation in) throws Exception {
        List<Said> seen = new ArrayList<>();
        for (Seen post : server.shown(place(in))) {
            seen.add(
                    new Said(
                            post.id(),
                            shownName(post.author()),
                            post.message(),
                            post.root().isEmpty() ? Optional.empty() : Optional.of(post.root()),
                            post.reactions().stream()
                                    .map(one -> one.substring(one.indexOf(':') + 1))
                                    .collect(Collectors.toSet()),
                            post.files()));
        }
        return seen;
    }

    /// Bots are shown by what they were named, which is their first name.
    private String shownName(String username) throws Exception {
        String first = client(server.admin()).userByName(username).firstName();
        return first.isEmpty() ? username : first;
    }

    @Override
    public byte[] content(Said said, String file) throws Exception {
        Client client = client(person("alice"));
        for (Attachment one : client.filesOf(said.id())) {
            if (one.name().equals(file)) {
                try (InputStream in = client.file(one.id())) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError("no file " + file);
    }

    @Override
    public void away() {
        proxy.refuse();
    }

    @Override
    public void back() {
        proxy.heal();
    }

    @Override
    public void cutNextAnswer() {
        proxy.bite(1, "POST /api/v4/posts?", new Bite.AnswerLost());
    }

    @Override
    public void close() throws IOException {
        joined.forEach(Network::close);
        http.shutdownNow();
        proxy.close();
        server.close();
    }
}
