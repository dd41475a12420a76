package croft.chat.mattermost;

import croft.chat.ledger.Ghosts.Ghost;
import croft.chat.ledger.LedgerAway;
import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.relay.Files;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bots that stand for people from elsewhere: made when somebody speaks for the first time, by
/// the administrator's token, which is used for nothing else but what their joining leaves behind;
/// they speak with tokens of their own.
///
/// Each step of making one is looked up before it is done, so that a crash between two of them
/// costs nothing: a bot that was made and not stored is known again by its description, and tokens
/// that nobody stored are revoked before the next is made.
///
/// Virtual threads.
final class Ghosts {
    private static final Logger LOG = LoggerFactory.getLogger(Ghosts.class);

    private static final Set<String> JOINS =
            Set.of(
                    "system_join_channel",
                    "system_add_to_channel",
                    "system_join_team",
                    "system_add_to_team");

    private static final String TOKEN = "croft chat-bridge";
    private static final int LARGEST_PICTURE = 5 * 1024 * 1024;
    private static final int LONGEST_NAME = 64;

    /// Before it is tried again to make ghosts where the server did not let us, or to fetch a
    /// picture.
    private static final Duration LATER = Duration.ofMinutes(10);

    private final String chat;
    private final Home home;
    private final Memory memory;
    private final InstantSource time;

    private final Map<Person, Ghost> ghosts = new ConcurrentHashMap<>();
    private final Map<String, Ghost> byAccount = new ConcurrentHashMap<>();
    private final Map<String, Ghost> byUsername = new ConcurrentHashMap<>();
    private final Map<Person, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Person, Instant> pictureLater = new ConcurrentHashMap<>();
    private final Set<String> members = ConcurrentHashMap.newKeySet();
    private final ReentrantLock loading = new ReentrantLock();

    private volatile boolean loaded;
    private volatile Optional<Barred> barred = Optional.empty();

    Ghosts(String chat, Home home, Memory memory, InstantSource time) {
        this.chat = chat;
        this.home = home;
        this.memory = memory;
        this.time = time;
    }

    /// Knows those that there are from now on.
    void load() throws LedgerAway {
        if (loaded) {
            return;
        }
        loading.lock();
        try {
            for (Ghost ghost : memory.ghosts(chat)) {
                know(ghost);
            }
            loaded = true;
        } finally {
            loading.unlock();
        }
    }

    boolean isGhost(String account) {
        return byAccount.containsKey(account);
    }

    /// Whether a post is the server's note that one of them was added somewhere.
    boolean isJoinOfGhost(Post post) {
        return JOINS.contains(post.type())
                && (isGhost(post.user())
                        || isGhost(post.props().get("addedUserId").string())
                        || byUsername.containsKey(firstWord(post.message())));
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /// Whose name to write for a user name: that of the person, if it is a ghost's.
    String personBehind(String username) {
        Ghost ghost = byUsername.get(username.toLowerCase(Locale.ROOT));
        return ghost == null ? username : ghost.name().replaceAll("\\s+", "_");
    }

    /// The ghost's user name for somebody of that chat who is called so.
    Optional<String> usernameOf(String origin, String name) {
        return ghosts.values().stream()
                .filter(ghost -> ghost.origin().equals(origin))
                .filter(ghost -> ghost.name().equalsIgnoreCase(name))
                .map(Ghost::username)
                .findFirst();
    }

    /// Why no ghosts are made, where that is so.
    Optional<String> warning() {
        return barred.map(
                bar -> "no ghosts are made, names are written before the text: " + bar.why());
    }

    /// The ghost with this account, as its own account.
    Optional<Speaker> speaker(String account) {
        return Optional.ofNullable(byAccount.get(account)).map(this::speaker);
    }

    /// The only ghost of somebody with this id, whatever chat they are in.
    Optional<Speaker> speakerOf(Author author) throws LedgerAway {
        load();
        List<Ghost> those =
                ghosts.values().stream()
                        .filter(ghost -> ghost.person().equals(author.id()))
                        .toList();
        return those.size() == 1 ? Optional.of(speaker(those.getFirst())) : Optional.empty();
    }

    /// The ghost of somebody, made if there is none, as they are called and look now, and in this
    /// channel.
    ///
    /// @param origin the chat that they are in
    /// @param files to fetch their picture from there
    /// @return empty where ghosts cannot be had
    Optional<Speaker> ready(String origin, Author author, Home.Place place, Files files)
            throws Trouble, InterruptedException, LedgerAway {
        load();
        Person person = new Person(origin, author.id());
        ReentrantLock lock = locks.computeIfAbsent(person, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Ghost ghost = ghosts.get(person);
            if (ghost == null) {
                if (isBarred()) {
                    return Optional.empty();
                }
                ghost = make(person, author);
            }
            Speaker speaker = speaker(ghost);
            join(ghost, place);
            return Optional.of(inStep(speaker, person, author, files));
        } catch (Trouble e) {
            if (e.kind() != Trouble.Kind.DENIED) {
                throw e;
            }
            bar(e.why());
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Lets it into a channel in which it has said nothing yet.
    void enter(Speaker speaker, Home.Place place) throws Trouble, InterruptedException {
        join(speaker.ghost(), place);
    }

    /// The server does not let it speak: asks again about its membership, and makes a new token.
    void renew(Speaker speaker, boolean token) throws Trouble, InterruptedException, LedgerAway {
        members.removeIf(member -> member.endsWith(" " + speaker.ghost().account()));
        if (token && home.admin().isPresent()) {
            Ghost ghost = speaker.ghost();
            store(changed(ghost, ghost.name(), ghost.picture(), newToken(ghost.account())));
        }
    }

    private boolean isBarred() {
        if (home.admin().isEmpty()) {
            return true;
        }
        if (!home.edition().botCreation()) {
            barred =
                    Optional.of(
                            new Barred(
                                    "EnableBotAccountCreation is off at this server (expected: on,"
                                            + " in System Console, Integrations, Bot Accounts)",
                                    time.instant()));
            return true;
        }
        return barred.map(bar -> bar.at().plus(LATER).isAfter(time.instant())).orElse(false);
    }

    private void bar(String why) {
        barred = Optional.of(new Barred(why, time.instant()));
        LOG.warn("{}: no ghosts for now: {}", chat, why);
    }

    private Client admin() throws Trouble {
        return home.admin()
                .orElseThrow(() ->
                        new Trouble(
                                Trouble.Kind.DENIED, "there is no administrator's token", null));
    }

    private Ghost make(Person person, Author author)
            throws Trouble, InterruptedException, LedgerAway {
        String description = "Croft: " + person.id() + " in " + person.origin();
        Trouble last = new Trouble(Trouble.Kind.DENIED, "no user name is free", null);
        for (String username : GhostName.candidates(author.name(), person.origin())) {
            String account;
            try {
                account = admin().createBot(username, shortened(author.name()), description);
            } catch (Trouble e) {
                if (!isTaken(e)) {
                    throw e;
                }
                last = e;
                Optional<String> lost = lost(username, description);
                if (lost.isEmpty()) {
                    continue;
                }
                account = lost.get();
            }
            barred = Optional.empty();
            return store(
                    new Ghost(
                            chat,
                            person.origin(),
                            person.id(),
                            account,
                            username,
                            author.name(),
                            Optional.empty(),
                            newToken(account)));
        }
        throw last;
    }

    private static boolean isTaken(Trouble e) {
        return e.kind() == Trouble.Kind.DENIED
                && (e.id().contains("exists") || e.id().contains("existing"));
    }

    /// One that we made and did not come to store.
    private Optional<String> lost(String username, String description)
            throws Trouble, InterruptedException {
        User user = admin().userByName(username);
        boolean ours =
                user.bot()
                        && user.description().equals(description)
                        && !byAccount.containsKey(user.id());
        return ours ? Optional.of(user.id()) : Optional.empty();
    }

    private String newToken(String account) throws Trouble, InterruptedException {
        for (String id : admin().tokens(account, TOKEN)) {
            admin().revokeToken(id);
        }
        return admin().createToken(account, TOKEN);
    }

    private Speaker speaker(Ghost ghost) {
        return new Speaker(ghost, home.client().as(ghost::token));
    }

    private void join(Ghost ghost, Home.Place place) throws Trouble, InterruptedException {
        String member = place.channel() + " " + ghost.account();
        if (members.contains(member)) {
            return;
        }
        if (!home.client().isMember(place.channel(), ghost.account())) {
            admin().addToTeam(place.team(), ghost.account());
            admin().addToChannel(place.channel(), ghost.account());
        }
        members.add(member);
    }

    /// Name and picture as the person has them now. That these cannot be changed keeps nobody from
    /// speaking.
    private Speaker inStep(Speaker speaker, Person person, Author author, Files files)
            throws InterruptedException, LedgerAway {
        Ghost ghost = speaker.ghost();
        if (home.admin().isEmpty()) {
            return speaker;
        }
        try {
            if (!ghost.name().equals(author.name())) {
                admin().renameBot(ghost.account(), shortened(author.name()));
                ghost = store(changed(ghost, author.name(), ghost.picture(), ghost.token()));
            }
        } catch (Trouble e) {
            LOG.warn("{}: {} keeps its old name: {}", chat, ghost, e.why());
        }
        Optional<String> wanted = author.picture();
        Instant later = pictureLater.getOrDefault(person, Instant.MIN);
        if (wanted.isPresent()
                && !wanted.equals(ghost.picture())
                && !later.isAfter(time.instant())) {
            Attachment picture = new Attachment(wanted.get(), "picture", "image/png", -1);
            try (InputStream in = files.open(picture)) {
                byte[] octets = in.readNBytes(LARGEST_PICTURE + 1);
                if (octets.length <= LARGEST_PICTURE) {
                    admin().setPicture(ghost.account(), octets);
                }
                ghost = store(changed(ghost, ghost.name(), wanted, ghost.token()));
            } catch (Trouble | IOException e) {
                LOG.debug("{}: {} keeps its old picture: {}", chat, ghost, e.getMessage());
                pictureLater.put(person, time.instant().plus(LATER));
            }
        }
        return new Speaker(ghost, speaker.client());
    }

    private Ghost store(Ghost ghost) throws LedgerAway {
        memory.remember(ghost);
        know(ghost);
        return ghost;
    }

    private void know(Ghost ghost) {
        ghosts.put(new Person(ghost.origin(), ghost.person()), ghost);
        byAccount.put(ghost.account(), ghost);
        byUsername.put(ghost.username(), ghost);
    }

    private static Ghost changed(Ghost ghost, String name, Optional<String> picture, String token) {
        return new Ghost(
                ghost.chat(),
                ghost.origin(),
                ghost.person(),
                ghost.account(),
                ghost.username(),
                name,
                picture,
                token);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    /// Somebody from elsewhere.
    private record Person(String origin, String id) {}

    /// Why there are no ghosts for now.
    private record Barred(String why, Instant at) {}

    /// A ghost that can speak.
    record Speaker(Ghost ghost, Client client) {}
}
