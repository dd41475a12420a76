package croft.chat.mattermost.paper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Mattermost server for tests. It has one administrator, `admin`; teams, channels and people are
/// made by the methods here or, as everything else, by REST. Every method may be called from any
/// thread.
public final class PaperMattermost implements AutoCloseable {
    private final Database database;
    private final Gates gates = new Gates();
    private final Troubles troubles = new Troubles();
    private final List<String> requests = new ArrayList<>();
    private final Person admin;
    private final InetAddress address;
    private final int port;
    private Settings settings;
    private @Nullable Running running;
    private @Nullable Door door;

    private PaperMattermost(Settings settings, InetSocketAddress at, String adminToken)
            throws IOException, InterruptedException {
        this.settings = settings;
        address = at.getAddress();
        database = new Database(Files.createTempDirectory("paper-mattermost"));
        admin = account("admin", "system_user system_admin", false, adminToken);
        door = open(at.getPort());
        port = door.port();
    }

    /// Starts one on a free port of the loopback interface.
    public static PaperMattermost start(Settings settings)
            throws IOException, InterruptedException {
        return start(
                settings, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Id.next());
    }

    /// Starts one on an address, with an administrator who has this access token.
    static PaperMattermost start(Settings settings, InetSocketAddress at, String adminToken)
            throws IOException, InterruptedException {
        return new PaperMattermost(settings, at, adminToken);
    }

    private Door open(int at) throws InterruptedException {
        Running next = new Running(settings, database, gates, troubles, requests);
        Door opened = Door.open(new InetSocketAddress(address, at), next);
        next.at("http://127.0.0.1:" + opened.port());
        running = next;
        return opened;
    }

    /// Where it is.
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /// Ends it as a process ends: connections break, and what it only knew in memory is gone.
    public synchronized void stop() {
        if (running != null && door != null) {
            running.end();
            door.close();
            door = null;
            running = null;
        }
    }

    /// Starts it again on its port, with what it had stored.
    public synchronized void start() throws InterruptedException {
        if (door == null) {
            door = open(port);
        }
    }

    public synchronized void restart() throws InterruptedException {
        stop();
        start();
    }

    /// Starts it again set up otherwise: another release, say.
    public synchronized void restart(Settings others) throws InterruptedException {
        stop();
        settings = others;
        start();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> all = Files.walk(database.folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    synchronized Running running() {
        if (running == null) {
            throw new IllegalStateException("the server is stopped");
        }
        return running;
    }

    /// A system administrator, a human.
    public Person admin() {
        return admin;
    }

    /// Makes a person, with an access token.
    public Person person(String username) {
        return person(username, "system_user");
    }

    public Person person(String username, String roles) {
        return account(username, roles, false, Id.next());
    }

    /// Makes a bot, with an access token.
    public Person bot(String username) {
        return account(username, "system_user", true, Id.next());
    }

    /// Makes an account.
    ///
    /// @param secret its access token
    Person account(String username, String roles, boolean bot, String secret) {
        synchronized (database) {
            if (database.account(username).isPresent()) {
                throw new IllegalArgumentException(username + " is there already");
            }
            long now = settings.now();
            Account account = new Account(Id.next(), username, "", roles, bot, "", now, now, 0, 0);
            Token token = new Token(Id.next(), secret, account.id(), "test", true, false);
            database.accounts.put(account.id(), account);
            database.tokens.put(token.secret(), token);
            return new Person(this, account.id(), token.secret());
        }
    }

    /// Makes a public channel, its team too if there is none, and lets these in.
    ///
    /// @param name `team/channel`
    /// @return its id
    public String open(String name, Person... members) {
        return make(name, "O", members);
    }

    /// Makes a private channel.
    public String openPrivate(String name, Person... members) {
        return make(name, "P", members);
    }

    private String make(String name, String type, Person... members) {
        String[] parts = name.split("/", 2);
        synchronized (database) {
            Team team =
                    database.teams.values().stream()
                            .filter(one -> one.name().equals(parts[0]))
                            .findFirst()
                            .orElseGet(
                                    () -> new Team(Id.next(), parts[0], parts[0], settings.now()));
            database.teams.put(team.id(), team);
            Channel channel =
                    new Channel(
                            Id.next(),
                            team.id(),
                            parts[1],
                            parts[1],
                            type,
                            admin.id(),
                            settings.now(),
                            0);
            database.channels.put(channel.id(), channel);
            for (Person member : members) {
                database.join(member.id(), channel);
            }
            return channel.id();
        }
    }

    /// Lets somebody into `team/channel`, without a word.
    public void join(String channel, Person member) {
        synchronized (database) {
            database.join(member.id(), database.channelOf(channel(channel)));
        }
    }

    /// Lets somebody into a team alone.
    public void joinTeam(String name, Person member) {
        synchronized (database) {
            Team team =
                    database.teams.values().stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            database.teamMembers.computeIfAbsent(team.id(), _ -> new HashSet<>()).add(member.id());
        }
    }

    /// Id of the team of `team/channel`.
    String team(String name) {
        synchronized (database) {
            return database.channelOf(channel(name)).team();
        }
    }

    /// Id of `team/channel`.
    public String channel(String name) {
        String[] parts = name.split("/", 2);
        synchronized (database) {
            return database.channels.values().stream()
                    .filter(one -> one.name().equals(parts[1]))
                    .filter(one -> database.teamOf(one.team()).name().equals(parts[0]))
                    .map(Channel::id)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no channel " + name));
        }
    }

    Post postOf(String id) {
        synchronized (database) {
            return database.postOf(id);
        }
    }

    /// Everything that was posted in `team/channel`, oldest first, what was deleted too; without
    /// what the server says itself (who joined) and without the history of edits.
    public List<Seen> posts(String channel) {
        synchronized (database) {
            return database.rows(channel(channel))
                    .filter(post -> post.original().isEmpty())
                    .filter(post -> !post.type().startsWith("system_"))
                    .map(this::seen)
                    .sorted(Comparator.comparingLong(Seen::createdAt))
                    .toList();
        }
    }

    /// What people see in `team/channel`, oldest first.
    public List<Seen> shown(String channel) {
        return posts(channel).stream().filter(post -> !post.deleted()).toList();
    }

    /// The newest that people see in `team/channel`, newest first.
    public List<Seen> newest(String channel, int most) {
        synchronized (database) {
            return database.newest(channel(channel)).limit(most).map(this::seen).toList();
        }
    }

    /// What an account is shown as: of a bot, the name that it was given.
    public String shownName(String username) {
        synchronized (database) {
            return database.account(username)
                    .map(Account::displayName)
                    .filter(name -> !name.isEmpty())
                    .orElse(username);
        }
    }

    /// All access tokens that there are, those that were revoked too.
    public List<String> secrets() {
        synchronized (database) {
            return List.copyOf(database.tokens.keySet());
        }
    }

    /// Whether an account is a bot's.
    public boolean isBot(String username) {
        synchronized (database) {
            return database.account(username).map(Account::bot).orElse(false);
        }
    }

    private Seen seen(Post post) {
        String author = database.accountOf(post.author()).username();
        TreeSet<String> reactions = new TreeSet<>();
        for (Reaction one : database.reactions(post.id())) {
            reactions.add(database.accountOf(one.user()).username() + ":" + one.emoji());
        }
        boolean override = "true".equals(post.props().get("from_webhook"));
        Object shown = override ? post.props().get("override_username") : null;
        return new Seen(
                post.id(),
                author,
                shown == null ? author : shown.toString(),
                post.root(),
                post.message(),
                post.editedAt() > 0,
                post.deleted(),
                post.props(),
                reactions,
                post.files().stream()
                        .map(database.files::get)
                        .filter(file -> file != null)
                        .map(StoredFile::name)
                        .toList(),
                post.createdAt(),
                post.updatedAt());
    }

    /// How many WebSockets are connected.
    public int connected() {
        return running().hub().connected();
    }

    /// Lets the next post wait before it is made: the request is under way.
    public Gate holdNextPost() {
        return gates.shut("post");
    }

    /// Answers so many of the next requests with this instead, and does not do what they ask.
    ///
    /// @param request part of `METHOD /path`, such as `POST /api/v4/posts`
    public void refuse(int times, String request, int status, Map<String, String> headers) {
        troubles.plan(
                times,
                request,
                false,
                Duration.ZERO,
                Optional.of(Troubles.refusal(status, headers)));
    }

    /// Does what so many of the next requests ask, and answers with this.
    public void failAfter(int times, String request, int status) {
        troubles.plan(
                times,
                request,
                true,
                Duration.ZERO,
                Optional.of(Troubles.refusal(status, Map.of())));
    }

    /// Lets so many of the next requests wait.
    public void delay(int times, String request, Duration delay) {
        troubles.plan(times, request, false, delay, Optional.empty());
    }

    /// No more of what was asked for by `refuse`, `failAfter`, `delay`.
    public void heal() {
        troubles.clear();
    }

    /// All requests so far: `METHOD /path?query`.
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }
}
