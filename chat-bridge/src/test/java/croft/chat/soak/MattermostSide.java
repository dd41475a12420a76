package croft.chat.soak;

import croft.chat.fault.Bite;
import croft.chat.fault.FaultProxy;
import croft.chat.mattermost.paper.PaperMattermost;
import croft.chat.mattermost.paper.Person;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import croft.chat.relay.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A double of Mattermost.
final class MattermostSide implements Side {
    private static final Pattern LATE = Pattern.compile("\\s*\\*\\(delayed [^)]*\\)\\*$");

    /// What the bridge's own account says for somebody.
    private static final Pattern NAMED = Pattern.compile("^\\*\\*[^*]+\\*\\*: (?=\\w+:\\w+:\\d+ )");

    private static final String BRIDGE = "bridge";
    private static final String TEAM = "guild/";

    private final String chat;
    private final PaperMattermost server;
    private final FaultProxy proxy;
    private final Person bridge;
    private final Map<String, Person> people = new LinkedHashMap<>();

    MattermostSide(String chat, Release release, List<String> names, List<String> rooms)
            throws IOException, InterruptedException {
        this.chat = chat;
        server = PaperMattermost.start(Settings.forBridges(release));
        proxy = FaultProxy.before(server.port());
        bridge = server.bot(BRIDGE);
        for (String name : names) {
            people.put(name + "-" + chat, server.person(name + "-" + chat));
        }
        List<Person> all = new ArrayList<>(people.values());
        all.add(bridge);
        for (String room : rooms) {
            server.open(TEAM + room, all.toArray(Person[]::new));
        }
    }

    /// What a bridge needs to know of it: port, token, token of the administrator.
    List<String> account() {
        return List.of(Integer.toString(proxy.port()), bridge.token(), server.admin().token());
    }

    /// All access tokens that there are.
    List<String> secrets() {
        return server.secrets();
    }

    /// Names of people by the ids of their accounts.
    Map<String, String> names() {
        return people.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getValue().id(), Map.Entry::getKey));
    }

    @Override
    public String chat() {
        return chat;
    }

    @Override
    public List<String> people() {
        return List.copyOf(people.keySet());
    }

    private Person person(String who) {
        return Objects.requireNonNull(people.get(who), who);
    }

    @Override
    public synchronized Optional<String> say(String who, String room, String text, String root) {
        nextMillisecond();
        return root.isEmpty()
                ? Optional.of(person(who).post(TEAM + room, text))
                : done(() -> person(who).reply(root, text));
    }

    /// Nobody writes so fast that a server could not tell what came first.
    private static void nextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    @Override
    public synchronized void edit(String who, String room, String id, String text) {
        Optional<String> _ =
                done(() -> {
                    person(who).edit(id, text);
                    return id;
                });
    }

    @Override
    public synchronized void delete(String who, String room, String id) {
        Optional<String> _ =
                done(() -> {
                    person(who).delete(id);
                    return id;
                });
    }

    @Override
    public synchronized void react(
            String who, String room, String id, String emoji, boolean there) {
        Optional<String> _ =
                done(() -> {
                    if (there) {
                        person(who).react(id, emoji);
                    } else {
                        person(who).unreact(id, emoji);
                    }
                    return id;
                });
    }

    /// What the server refuses was meant for a message that has gone.
    private static Optional<String> done(Doing what) {
        try {
            return Optional.of(what.act());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Shown> newest(String room, int most) {
        return server.newest(TEAM + room, most).stream().map(this::shown).toList();
    }

    @Override
    public List<Shown> seen(String room) {
        return server.shown(TEAM + room).stream().map(this::shown).toList();
    }

    private Shown shown(Seen seen) {
        boolean bridge = seen.author().equals(BRIDGE);
        boolean named = bridge && NAMED.matcher(seen.message()).find();
        String text = LATE.matcher(seen.message()).replaceFirst("");
        Set<String> reactions =
                seen.reactions().stream().map(this::reaction).collect(Collectors.toSet());
        return new Shown(
                seen.id(),
                bridge && !named
                        ? Shown.By.OTHERS
                        : server.isBot(seen.author()) ? Shown.By.BRIDGE : Shown.By.PERSON,
                named ? NAMED.matcher(text).replaceFirst("") : text,
                seen.root(),
                reactions);
    }

    /// `username:emoji` with the name of the person that a bot stands for.
    private String reaction(String told) {
        int colon = told.indexOf(':');
        return told.substring(colon + 1) + " " + server.shownName(told.substring(0, colon));
    }

    @Override
    public FaultProxy way() {
        return proxy;
    }

    @Override
    public synchronized void restart() throws InterruptedException {
        server.restart();
    }

    @Override
    public void trouble(int kind) {
        String post = "POST /api/v4/posts";
        switch (Math.floorMod(kind, 7)) {
            case 0 -> proxy.bite(1, post, new Bite.AnswerLost());
            case 1 -> proxy.bite(2, post, new Bite.NotDelivered());
            case 2 -> proxy.bite(1, post, new Bite.Begun(40));
            case 3 -> proxy.bite(1, post, new Bite.AnswerHalved(60));
            case 4 -> server.refuse(3, post, 429, Map.of("X-RateLimit-Reset", "1"));
            case 5 -> server.refuse(2, "/api/v4/", 503, Map.of());
            default -> server.failAfter(2, post, 500);
        }
    }

    @Override
    public void calm() {
        proxy.heal();
        server.heal();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
    }

    /// Something that a person does.
    private interface Doing {
        String act();
    }
}
