package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys of `chats`.
final class ChatsYml {
    private static final int IRC_WITH_TLS = 6697;
    private static final int IRC_WITHOUT = 6667;

    static final Key<URI> URL =
            Key.required(
                    "url",
                    new Form.Text<>(
                            "the URL of a chat server",
                            "http://127.0.0.1:8065",
                            Optional.of("^(https?|ircs?)://.+$"),
                            (text, _) -> server(text)),
                    "Where the server is, as seen from here: `http://` or `https://` for Mattermost,"
                            + " `ircs://` (with TLS, port 6697 unless given) or `irc://` (6667) for"
                            + " IRC.");

    static final Key<SecretName> TOKEN =
            DnsYml.secret(
                    "token",
                    "The token of our bot at Mattermost, which needs no right but to be in the"
                            + " channels.");

    static final Key<SecretName> ADMIN =
            DnsYml.secret(
                    "admin",
                    "The token of a system admin of the Mattermost server, a person and no bot. With"
                            + " it each remote person gets an account that has their name and"
                            + " picture.");

    static final Key<SecretName> COMMAND_TOKEN =
            required("token", "The token that Mattermost shows for the command.");

    static final Key<List<Placed<String>>> ALLOW =
            Key.optional(
                    "allow",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "who may order what",
                                    "ada",
                                    Optional.of("^@?[A-Za-z0-9._-]{1,64}(: *[a-z]+( [a-z]+)?)?$"),
                                    (text, _) -> grant(text)),
                            "a list of user names, such as [ada, \"bob: wiki\"]",
                            0),
                    "nobody",
                    "Who may order what: a user name, for everything, or a user name and the"
                            + " beginning of a command, such as `bob: wiki search`. Who is not named"
                            + " here is told what there is, and no more.");

    static final Key<ChatServer.Commands> COMMANDS =
            Key.optional(
                    "commands",
                    new Form.Section<>(
                            "a section",
                            List.of(COMMAND_TOKEN, ALLOW),
                            List.of(),
                            (fields, _) ->
                                    new ChatServer.Commands(
                                            fields.get(COMMAND_TOKEN)
                                                    .map(Placed::value)
                                                    .orElse(new SecretName("none")),
                                            texts(fields, ALLOW))),
                    "none",
                    "The slash command `/croft` of the Mattermost server (docs/guides/chat.md).");

    static final Key<String> NICK =
            Key.optional(
                    "nick",
                    new Form.Text<>(
                            "a nickname",
                            "croft",
                            Optional.of(
                                    "^[A-Za-z\\[\\]\\\\`_^{|}][A-Za-z0-9\\[\\]\\\\`_^{|}-]{0,29}$"),
                            (text, _) -> nick(text)),
                    "`croft`",
                    "What we are called at IRC. Where it is taken, one with underscores is.");

    static final Key<String> ACCOUNT =
            Key.optional(
                    "account",
                    new Form.Text<>(
                            "the name of an account",
                            "croft",
                            Optional.of("^\\S+$"),
                            (text, _) -> word(text)),
                    "none",
                    "Whom to log in as at IRC (SASL PLAIN), with `password`.");

    static final Key<SecretName> PASSWORD = DnsYml.secret("password", "The password of `account`.");

    private static final Form.Section<Optional<ChatServer>> SERVER =
            new Form.Section<>(
                    "a chat server",
                    List.of(URL, TOKEN, ADMIN, COMMANDS, NICK, ACCOUNT, PASSWORD),
                    List.of(),
                    ChatsYml::server);

    static final Key<Map<ChatName, Optional<ChatServer>>> CHATS =
            Key.optional(
                    "chats",
                    new Form.Table<>(
                            new Form.Text<>(
                                    "the name of a chat",
                                    "wizards",
                                    Optional.of("^" + ChatName.PATTERN + "$"),
                                    (text, _) -> new ChatName(text)),
                            SERVER,
                            "chat servers by name, such as \"wizards: { url: …, token: … }\""),
                    "none",
                    "The chat servers that Croft speaks to, by the names that `bridges`, `events`,"
                            + " `feeds` and a site's `chat` use.");

    private ChatsYml() {}

    private static Optional<ChatServer> server(Fields fields, Review review) {
        Optional<URI> url = fields.get(URL).map(Placed::value);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String scheme = url.get().getScheme();
        return scheme.startsWith("irc")
                ? irc(url.get(), scheme.equals("ircs"), fields, review)
                : mattermost(url.get(), fields, review);
    }

    private static Optional<ChatServer> mattermost(URI url, Fields fields, Review review) {
        no(fields, NICK, "IRC (ircs://…)", review);
        no(fields, ACCOUNT, "IRC (ircs://…)", review);
        no(fields, PASSWORD, "IRC (ircs://…)", review);
        if (!fields.mentions(TOKEN)) {
            review.mistake(
                    fields.at(),
                    fields.path() + ".token",
                    "missing (expected: the name of the secret with the token of our bot)");
        }
        return fields.get(TOKEN)
                .map(token ->
                        new ChatServer.Mattermost(
                                url,
                                token.value(),
                                fields.get(ADMIN).map(Placed::value),
                                fields.get(COMMANDS).map(Placed::value)));
    }

    private static Optional<ChatServer> irc(URI url, boolean tls, Fields fields, Review review) {
        no(fields, TOKEN, "Mattermost (http://…)", review);
        no(fields, ADMIN, "Mattermost (http://…)", review);
        no(fields, COMMANDS, "Mattermost (http://…)", review);
        if (fields.has(ACCOUNT) != fields.has(PASSWORD)) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    (fields.has(ACCOUNT) ? "account without password" : "password without account")
                            + " (expected: both, or neither)");
        }
        if (fields.has(ACCOUNT) && !tls && !isThisMachine(url.getHost())) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    "the password would be sent to "
                            + url.getHost()
                            + " in the clear (expected: ircs://"
                            + url.getHost()
                            + ")");
        }
        int port = url.getPort() < 0 ? (tls ? IRC_WITH_TLS : IRC_WITHOUT) : url.getPort();
        return Optional.of(
                new ChatServer.Irc(
                        url.getHost(),
                        port,
                        tls,
                        fields.get(NICK).map(Placed::value).orElse("croft"),
                        fields.get(ACCOUNT)
                                .map(Placed::value)
                                .flatMap(name ->
                                        fields.get(PASSWORD)
                                                .map(Placed::value)
                                                .map(password ->
                                                        new ChatServer.Account(name, password)))));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    private static void no(Fields fields, Key<?> key, String network, Review review) {
        if (fields.has(key)) {
            review.mistake(fields.at(), fields.path(), key.name() + " is of " + network + " alone");
        }
    }

    private static URI server(String text) {
        String expected =
                " (expected: http://HOST:PORT of a Mattermost server, or ircs://HOST of an IRC"
                        + " server)";
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException(Shown.quoted(text) + " is not a URL" + expected);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean irc = scheme.equals("irc") || scheme.equals("ircs");
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (!(irc || scheme.equals("http") || scheme.equals("https"))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getPort() == 0
                || url.getPort() > 65535
                || path.length() > 1) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not the URL of a chat server" + expected);
        }
        return URI.create(scheme + "://" + url.getRawAuthority());
    }

    private static String nick(String text) {
        if (!text.matches("[A-Za-z\\[\\]\\\\`_^{|}][A-Za-z0-9\\[\\]\\\\`_^{|}-]{0,29}")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a nickname (expected: at most 30 letters, digits and"
                            + " []\\`_^{|}-, none of them a digit first)");
        }
        return text;
    }

    private static String grant(String text) {
        if (!text.matches("@?[A-Za-z0-9._-]{1,64}(: *[a-z]+( [a-z]+)?)?")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " (expected: a user name such as ada, or one and a command such as"
                            + " \"ada: site list\")");
        }
        return text.startsWith("@") ? text.substring(1) : text;
    }

    /// One word, as user names are.
    static String word(String text) {
        if (text.isEmpty() || text.length() > 64 || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " (expected: one word of at most 64 characters)");
        }
        return text.startsWith("@") ? text.substring(1) : text;
    }

    static Key<List<Placed<String>>> names(String name, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Items<>(
                        new Form.Text<>(
                                "a user name",
                                "ada",
                                Optional.of("^\\S+$"),
                                (text, _) -> word(text)),
                        "a list of user names, such as [ada]",
                        0),
                otherwise,
                meaning);
    }

    static List<String> texts(Fields fields, Key<List<Placed<String>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    private static Key<SecretName> required(String name, String meaning) {
        Key<SecretName> key = DnsYml.secret(name, meaning);
        return Key.required(key.name(), key.form(), key.meaning());
    }
}
