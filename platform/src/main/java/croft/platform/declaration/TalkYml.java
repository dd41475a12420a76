package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys of what is said in chats: `bridges`, `events`, `feeds`, and `mail` for when chat is
/// away.
final class TalkYml {
    private static final Duration SHORTEST_ASKING = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration USUAL_ASKING = Duration.ofMinutes(15);
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);
    private static final int SUBMISSION = 587;

    /// Handed in without TLS: for a mail server of this machine.
    private static final int UNENCRYPTED = 25;

    /// Of a section that names none, which is a mistake already.
    private static final ChatChannel MISSING = new ChatChannel(new ChatName("missing"), "missing");

    // Bridges.

    static final Key<List<Placed<ChatChannel>>> BETWEEN =
            Key.required(
                    "between",
                    new Form.Items<>(
                            channel("wizards/town-square"),
                            "a list of channels, such as [wizards/town-square, libera/#rust]",
                            2),
                    "What is written in one of these channels is in all of them.");

    static final Key<Bridge.Names> NAMES =
            Key.optional(
                    "names",
                    new Form.Choice<>(
                            "ghosts or prefix",
                            List.of(
                                    new Form.Option<>(
                                            "ghosts",
                                            Optional.of(Bridge.Names.GHOSTS),
                                            "as an account of their own, with their name and"
                                                    + " picture, where the chat has an `admin`"
                                                    + " token"),
                                    new Form.Option<>(
                                            "prefix",
                                            Optional.of(Bridge.Names.PREFIX),
                                            "as our bot, with their name before the text"))),
                    "`ghosts`",
                    "How people from elsewhere appear.");

    static final Key<List<Placed<String>>> BOTS =
            ChatsYml.names("bots", "none", "Bots whose messages are carried too, by user name.");

    static final Key<Boolean> UNFURL =
            Key.optional(
                    "unfurl",
                    CertificatesYml.yesOrNo(),
                    "`no`",
                    "Whether a link to a page of `sites` is followed by what the page is about, as"
                            + " far as anybody may see it.");

    static final Key<List<Placed<Bridge>>> BRIDGES =
            Key.optional(
                    "bridges",
                    new Form.Items<>(
                            new Form.Section<>(
                                    "a bridge",
                                    List.of(BETWEEN, NAMES, BOTS, UNFURL),
                                    List.of(),
                                    (fields, _) ->
                                            new Bridge(
                                                    channels(fields, BETWEEN),
                                                    fields.get(NAMES)
                                                            .map(Placed::value)
                                                            .orElse(Bridge.Names.GHOSTS),
                                                    ChatsYml.texts(fields, BOTS),
                                                    fields.get(UNFURL)
                                                            .map(Placed::value)
                                                            .orElse(false))),
                            "a list of bridges, each beginning with \"- between:\"",
                            1),
                    "none",
                    "Channels that are kept the same, across chat servers.");

    // Events.

    static final Key<ChatChannel> TO = Key.required("to", channel("wizards/ops"), "The channel.");

    static final Key<List<Placed<String>>> WHEN =
            Key.required(
                    "when",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "a kind of event",
                                    "certificate.*",
                                    Optional.of("^[a-z*]+(\\.[a-z*]+)*$"),
                                    (text, _) -> kind(text)),
                            "a list of kinds of events, such as [certificate.*, site.deployed]",
                            1),
                    "What is told: kinds of events of the journal. With a star, trouble and its end;"
                            + " good news where a kind is named in full.");

    static final Key<List<Placed<URI>>> ELSE =
            Key.optional(
                    "else",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "mailto: or ntfy:",
                                    "mailto:you@example.net",
                                    Optional.of("^(mailto:|ntfy:https?://).+$"),
                                    (text, _) -> otherwise(text)),
                            "a list such as [mailto:you@example.net, ntfy:https://ntfy.sh/topic]",
                            0),
                    "none",
                    "Where it is told when the chat stays away.");

    static final Key<Duration> AFTER =
            Key.optional(
                    "after",
                    span("5m", Duration.ofSeconds(1)),
                    "`5m`",
                    "How long the chat may be away before `else` is used.");

    static final Key<List<Placed<EventRule>>> EVENTS =
            Key.optional(
                    "events",
                    new Form.Items<>(
                            new Form.Section<>(
                                    "a rule",
                                    List.of(TO, WHEN, ELSE, AFTER),
                                    List.of(),
                                    (fields, _) -> rule(fields)),
                            "a list of rules, each beginning with \"- to:\"",
                            1),
                    "none",
                    "What is told in chat when something happens.");

    // Feeds.

    static final Key<URI> URL =
            Key.required(
                    "url",
                    new Form.Text<>(
                            "the URL of a feed",
                            "https://blog.example.net/feed.xml",
                            Optional.of("^https?://.+$"),
                            (text, _) -> web(text, "a feed")),
                    "Where the feed is: RSS, Atom or JSON Feed.");

    static final Key<Duration> EVERY =
            Key.optional(
                    "every",
                    span("15m", SHORTEST_ASKING),
                    "`15m`",
                    "How often it is asked for, at most once a minute.");

    static final Key<Integer> FIRST =
            Key.optional(
                    "first",
                    Numbers.between(0, 20, "3"),
                    "1",
                    "How many of its newest entries come when it is read for the first time.");

    static final Key<List<Placed<FeedSource>>> FEEDS =
            Key.optional(
                    "feeds",
                    new Form.Items<>(
                            new Form.Section<>(
                                    "a feed",
                                    List.of(URL, TO, EVERY, FIRST),
                                    List.of(),
                                    (fields, _) -> feed(fields)),
                            "a list of feeds, each beginning with \"- url:\"",
                            1),
                    "none",
                    "Feeds that are brought into a channel.");

    // Mail.

    static final Key<String> SERVER =
            Key.required(
                    "server",
                    new Form.Text<>(
                            "a host, and a port",
                            "mail.example.net:465",
                            Optional.of("^[^\\s/:]+(:[0-9]{1,5})?$"),
                            (text, _) -> server(text)),
                    "Where mail is handed in; port 587 unless given. Port 465 encrypts from the"
                            + " start, others by STARTTLS.");

    static final Key<MailAddress> FROM =
            Key.required(
                    "from",
                    new Form.Text<>(
                            "a mail address",
                            "croft@example.net",
                            Optional.of("^[^\\s@]+.*@[^\\s@]+$"),
                            (text, _) -> new MailAddress(text)),
                    "Whom mail is from.");

    static final Key<String> USER =
            Key.optional(
                    "user",
                    new Form.Text<>(
                            "a user name",
                            "croft",
                            Optional.of("^\\S+$"),
                            (text, _) -> ChatsYml.word(text)),
                    "nobody logs in",
                    "Who logs in there, with `password`.");

    static final Key<SecretName> PASSWORD = DnsYml.secret("password", "The password of `user`.");

    static final Key<Optional<MailServer>> MAIL =
            Key.optional(
                    "mail",
                    new Form.Section<>(
                            "a section",
                            List.of(SERVER, FROM, USER, PASSWORD),
                            List.of(),
                            TalkYml::mail),
                    "none",
                    "Where mail is handed in: for events when chat stays away.");

    private TalkYml() {}

    /// All of it, with the checks across sections.
    static Chats chats(Fields fields, Review review) {
        Map<ChatName, Optional<ChatServer>> declared = declared(fields);
        Map<ChatName, ChatServer> servers = new LinkedHashMap<>();
        declared.forEach((name, server) -> server.ifPresent(s -> servers.put(name, s)));
        List<Placed<Bridge>> bridges = fields.get(BRIDGES).map(Placed::value).orElse(List.of());
        List<Placed<EventRule>> events = fields.get(EVENTS).map(Placed::value).orElse(List.of());
        List<Placed<FeedSource>> feeds = fields.get(FEEDS).map(Placed::value).orElse(List.of());
        if (!unread(fields)) {
            bridges.forEach(bridge -> known(bridge, bridge.value().between(), declared, review));
            events.forEach(rule -> known(rule, List.of(rule.value().to()), declared, review));
            feeds.forEach(feed -> known(feed, List.of(feed.value().to()), declared, review));
        }
        once(bridges, review);
        if (!fields.has(MAIL)) {
            events.stream()
                    .filter(rule ->
                            rule.value().otherwise().stream()
                                    .anyMatch(to -> to.getScheme().equals("mailto")))
                    .findFirst()
                    .ifPresent(rule ->
                            review.mistake(
                                    rule.at(),
                                    rule.path() + ".else",
                                    "mailto: without mail (expected: mail: { server: …, from: … })"));
        }
        return new Chats(
                servers,
                values(bridges),
                values(events),
                values(feeds),
                fields.get(MAIL).flatMap(Placed::value));
    }

    /// What answers for a site with `chat`, after [#check] found nothing.
    static Serving site(ChatName name, Chats chats) {
        return chats.servers().get(name) instanceof ChatServer.Mattermost server
                ? new Serving.Chat(name, Origin.parse(server.url().toString()))
                : new Serving.Chat(name, new Origin(name.value(), 80));
    }

    /// Whether a site can be served by this chat.
    static void check(Placed<ChatName> name, Fields fields, Review review) {
        Optional<ChatServer> server = server(name, fields, review);
        if (server.isEmpty()) {
            return;
        }
        if (!(server.get() instanceof ChatServer.Mattermost mattermost)) {
            review.mistake(
                    name.at(),
                    name.path(),
                    Shown.quoted(name.value().value())
                            + " is no Mattermost server (expected: one of chats with an http URL)");
            return;
        }
        try {
            Origin.parse(mattermost.url().toString());
        } catch (IllegalArgumentException e) {
            review.mistake(name.at(), name.path(), String.valueOf(e.getMessage()));
        }
    }

    /// Whether sites can show what is too long for their chats.
    static void checkPastes(List<CroftYml.SiteDraft> sites, Fields fields, Review review) {
        Map<ChatName, Placed<ChatName>> taken = new HashMap<>();
        for (CroftYml.SiteDraft site : sites) {
            if (site.pastes().isEmpty()) {
                continue;
            }
            Placed<ChatName> chat = site.pastes().get();
            Placed<ChatName> other = taken.putIfAbsent(chat.value(), chat);
            if (other != null) {
                review.mistake(
                        chat.at(),
                        chat.path(),
                        Shown.quoted(chat.value().value())
                                + " has another site already (first: "
                                + other.path()
                                + ", "
                                + review.place(other.at())
                                + "; expected: one site for the texts of a chat)");
            }
            if (site.host().filter(host -> host.value().isWildcard()).isPresent()) {
                review.mistake(
                        chat.at(), chat.path(), "beside a wildcard (expected: an exact host)");
            }
            if (server(chat, fields, review).orElse(null) instanceof ChatServer.Mattermost) {
                review.mistake(
                        chat.at(),
                        chat.path(),
                        Shown.quoted(chat.value().value())
                                + " is no IRC server (expected: one of chats with an irc URL;"
                                + " Mattermost takes long texts)");
            }
        }
    }

    /// The chat of this name; absent where that is a mistake, which is told.
    private static Optional<ChatServer> server(
            Placed<ChatName> name, Fields fields, Review review) {
        if (unread(fields)) {
            return Optional.empty();
        }
        Map<ChatName, Optional<ChatServer>> declared = declared(fields);
        Optional<ChatServer> server = declared.get(name.value());
        if (server == null) {
            review.mistake(name.at(), name.path(), unknown(name.value(), declared));
            return Optional.empty();
        }
        return server; // empty if it has a mistake of its own
    }

    private static Map<ChatName, Optional<ChatServer>> declared(Fields fields) {
        return fields.get(ChatsYml.CHATS).map(Placed::value).orElse(Map.of());
    }

    private static boolean unread(Fields fields) {
        return fields.has(ChatsYml.CHATS) && fields.get(ChatsYml.CHATS).isEmpty();
    }

    private static String unknown(ChatName chat, Map<ChatName, Optional<ChatServer>> declared) {
        return Shown.quoted(chat.value())
                + " is not a chat of chats"
                + Suggestion.of(
                                chat.value(),
                                declared.keySet().stream().map(ChatName::value).toList())
                        .map(name -> " (did you mean \"" + name + "\"?)")
                        .orElse(" (expected: a key of chats)");
    }

    private static void known(
            Placed<?> where,
            List<ChatChannel> channels,
            Map<ChatName, Optional<ChatServer>> declared,
            Review review) {
        for (ChatChannel channel : channels) {
            if (!declared.containsKey(channel.chat())) {
                review.mistake(where.at(), where.path(), unknown(channel.chat(), declared));
            }
        }
    }

    /// A channel of two bridges would join all of both, and whoever wrote them meant to say so.
    private static void once(List<Placed<Bridge>> bridges, Review review) {
        Map<ChatChannel, Placed<Bridge>> taken = new HashMap<>();
        for (Placed<Bridge> bridge : bridges) {
            for (ChatChannel channel : bridge.value().between()) {
                Placed<Bridge> other = taken.putIfAbsent(channel, bridge);
                if (other != null) {
                    review.mistake(
                            bridge.at(),
                            bridge.path() + ".between",
                            Shown.quoted(channel.toString())
                                    + " is there twice (first: "
                                    + other.path()
                                    + ", "
                                    + review.place(other.at())
                                    + "; expected: one bridge with all channels that are to be the"
                                    + " same)");
                }
            }
        }
    }

    private static EventRule rule(Fields fields) {
        return new EventRule(
                fields.get(TO).map(Placed::value).orElse(MISSING),
                ChatsYml.texts(fields, WHEN),
                fields.get(ELSE)
                        .map(list -> list.value().stream().map(Placed::value).toList())
                        .orElse(List.of()),
                fields.get(AFTER).map(Placed::value).orElse(USUAL_PATIENCE));
    }

    private static FeedSource feed(Fields fields) {
        return new FeedSource(
                fields.get(URL).map(Placed::value).orElse(URI.create("http://missing/")),
                fields.get(TO).map(Placed::value).orElse(MISSING),
                fields.get(EVERY).map(Placed::value).orElse(USUAL_ASKING),
                fields.get(FIRST).map(Placed::value).orElse(1));
    }

    private static Optional<MailServer> mail(Fields fields, Review review) {
        Optional<String> server = fields.get(SERVER).map(Placed::value);
        Optional<MailAddress> from = fields.get(FROM).map(Placed::value);
        if (server.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        int colon = server.get().indexOf(':');
        int port = colon < 0 ? SUBMISSION : Integer.parseInt(server.get().substring(colon + 1));
        if (port == UNENCRYPTED && fields.has(USER)) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    "the password would go to port 25 in the clear (expected: port 587 or 465, or"
                            + " no user)");
            return Optional.empty();
        }
        return Optional.of(
                new MailServer(
                        colon < 0 ? server.get() : server.get().substring(0, colon),
                        port,
                        from.get(),
                        fields.get(USER).map(Placed::value),
                        fields.get(PASSWORD).map(Placed::value)));
    }

    private static Form<ChatChannel> channel(String example) {
        return new Form.Text<>(
                "a channel",
                example,
                Optional.of("^" + ChatChannel.PATTERN + "$"),
                (text, _) -> ChatChannel.parse(text));
    }

    private static List<ChatChannel> channels(Fields fields, Key<List<Placed<ChatChannel>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private static Form<Duration> span(String example, Duration least) {
        return new Form.Quantity<>(
                "a length of time, such as " + example,
                example,
                "^" + TimeSpan.PATTERN + "$",
                (text, _) -> {
                    Duration span = TimeSpan.parse(text, "a length of time, such as " + example);
                    if (span.compareTo(least) < 0 || span.compareTo(LONGEST) > 0) {
                        throw new IllegalArgumentException(
                                Shown.quoted(text)
                                        + " (expected: from "
                                        + least.toSeconds()
                                        + "s to "
                                        + LONGEST.toDays()
                                        + "d)");
                    }
                    return span;
                });
    }

    private static String kind(String text) {
        if (!text.matches("[a-z*]+(\\.[a-z*]+)*") || text.length() > 64) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a kind of event (expected: words of a to z joined by dots, such"
                            + " as certificate.failing, or with a star: certificate.*)");
        }
        return text;
    }

    private static URI otherwise(String text) {
        if (text.startsWith("mailto:")) {
            return URI.create(
                    "mailto:" + new MailAddress(text.substring("mailto:".length())).value());
        }
        if (text.startsWith("ntfy:")) {
            return URI.create("ntfy:" + web(text.substring("ntfy:".length()), "a topic of ntfy"));
        }
        throw new IllegalArgumentException(
                Shown.quoted(text)
                        + " (expected: mailto:you@example.net or ntfy:https://ntfy.sh/topic)");
    }

    private static URI web(String text, String what) {
        try {
            URI url = new URI(text).parseServerAuthority();
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                Shown.quoted(text) + " is not the URL of " + what + " (expected: https://…)");
    }

    private static String server(String text) {
        if (!text.matches("[^\\s/:]+(:[0-9]{1,5})?")
                || (text.indexOf(':') >= 0
                        && Integer.parseInt(text.substring(text.indexOf(':') + 1)) > 65535)) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not a mail server (expected: HOST or HOST:PORT)");
        }
        return text;
    }
}
