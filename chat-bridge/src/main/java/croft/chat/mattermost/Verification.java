package croft.chat.mattermost;

import croft.chat.message.Conversation;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks whether a live server is as this bridge needs it, and behaves as this bridge believes:
/// `croft chat verify CHAT`. To be run after each upgrade of the server.
///
/// [#look] changes nothing but that this account joins public channels that croft.yml names.
/// [#tryOut] writes into one channel, and takes away what it wrote.
public final class Verification implements AutoCloseable {
    /// More than this, and times of messages look odd.
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final Server server;
    private final InstantSource time;
    private final HttpClient http = MattermostNetwork.http();
    private final Home home;
    private final List<Finding> findings = new ArrayList<>();

    public Verification(Server server, InstantSource time) {
        this.server = server;
        this.time = time;
        Client client = new Client(new Rest(http, server.url(), server.token(), Rest.LIMIT));
        home = new Home(client, server.admin().map(client::as));
    }

    /// Looks at everything that can be seen without writing.
    ///
    /// @param conversations those that croft.yml names at this server
    public List<Finding> look(Set<Conversation> conversations) throws InterruptedException {
        findings.clear();
        if (reached() && known()) {
            edition();
            administrator();
            for (Conversation conversation : conversations) {
                conversation(conversation);
            }
            webSocket();
        }
        return List.copyOf(findings);
    }

    /// Also writes into a channel, and looks whether what follows is what this bridge relies on.
    public List<Finding> tryOut(Conversation in) throws InterruptedException {
        findings.clear();
        if (reached() && known()) {
            try {
                Home.Place place = home.place(in.channel());
                findings.addAll(new Trial(home, place.channel(), time).run());
            } catch (Trouble e) {
                findings.add(Finding.wrong(in + ": " + e.why(), "Invite this account."));
            }
        }
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private boolean reached() throws InterruptedException {
        try {
            Json ping = home.client().ping();
            String database = ping.get("database_status").text().orElse("unknown");
            String files = ping.get("filestore_status").text().orElse("unknown");
            if (database.equals("UNHEALTHY") || files.equals("UNHEALTHY")) {
                findings.add(
                        Finding.wrong(
                                "the server says: database " + database + ", files " + files,
                                "See the server's own log."));
            } else {
                findings.add(Finding.good("the server answers at " + server.url()));
            }
            clocks();
            return true;
        } catch (Trouble e) {
            findings.add(
                    Finding.wrong(
                            e.why(),
                            "See whether the server runs, and whether url: "
                                    + server.url()
                                    + " is right as seen from here."));
            return false;
        }
    }

    private void clocks() throws Trouble, InterruptedException {
        Optional<String> date = home.client().rest().ping().firstValue("Date");
        if (date.isEmpty()) {
            return;
        }
        try {
            Instant theirs =
                    ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration apart = Duration.between(time.instant(), theirs).abs();
            if (apart.compareTo(CLOCKS) > 0) {
                findings.add(
                        Finding.doubtful(
                                "the server's clock and ours are " + apart.toSeconds() + " s apart",
                                "Let both machines take the time from the net."));
            }
        } catch (DateTimeParseException e) {
            findings.add(
                    Finding.doubtful(
                            "somebody answers who does not tell the time as HTTP does", ""));
        }
    }

    private boolean known() throws InterruptedException {
        try {
            home.look();
            User me = home.me();
            findings.add(Finding.good("the token is " + me.username() + "'s"));
            if (!me.bot()) {
                findings.add(
                        Finding.doubtful(
                                me.username() + " is a person's account, not a bot's",
                                "Make a bot: it counts as no user, and can post without notifying"
                                        + " anybody."));
            }
            if (me.isAdministrator()) {
                findings.add(
                        Finding.doubtful(
                                me.username() + " is a system administrator",
                                "Give the bridge's own account no rights: administering is what"
                                        + " admin: is for."));
            }
            return true;
        } catch (Trouble e) {
            findings.add(
                    Finding.wrong(
                            "the token is not accepted: " + e.why(),
                            "Make a new one and store it as the secret that croft.yml names."));
            return false;
        }
    }

    private void edition() {
        findings.add(Finding.good(home.edition().name()));
        for (String warning : home.edition().warnings()) {
            findings.add(Finding.doubtful(warning, ""));
        }
    }

    private void administrator() throws InterruptedException {
        if (home.admin().isEmpty()) {
            findings.add(
                    Finding.good("no administrator's token: names are written before the text"));
            return;
        }
        try {
            User admin = home.admin().get().me();
            if (!admin.isAdministrator() || admin.bot()) {
                findings.add(
                        Finding.wrong(
                                "admin: the token is "
                                        + admin.username()
                                        + "'s, who cannot make bots",
                                "Take a token of a system administrator who is a human: bots cannot"
                                        + " make bots."));
            } else {
                findings.add(Finding.good("admin: the token is " + admin.username() + "'s"));
            }
        } catch (Trouble e) {
            findings.add(
                    Finding.wrong(
                            "admin: the token is not accepted: " + e.why(), "Make a new one."));
        }
        if (!home.edition().botCreation()) {
            findings.add(
                    Finding.wrong(
                            "EnableBotAccountCreation is off: no ghosts can be made",
                            "Switch it on: System Console, Integrations, Bot Accounts."));
        }
    }

    private void conversation(Conversation conversation) throws InterruptedException {
        try {
            Home.Place place = home.place(conversation.channel());
            home.client().newest(place.channel(), 1);
            findings.add(Finding.good(conversation + ": can be read"));
        } catch (Trouble e) {
            findings.add(
                    Finding.wrong(
                            conversation + ": " + e.why(),
                            "Invite this account to the team and the channel, or correct the name"
                                    + " in croft.yml."));
        }
    }

    private void webSocket() throws InterruptedException {
        try (Socket socket =
                Socket.open(
                        home.client().rest(), Resumption.NONE, Rest.LIMIT, Duration.ofSeconds(5))) {
            Optional<String> first = socket.next(Duration.ofSeconds(10));
            boolean hello =
                    first.isPresent()
                            && Frame.of(first.get()).happened() instanceof Frame.Happened.Hello;
            findings.add(
                    hello
                            ? Finding.good("the WebSocket says hello")
                            : Finding.wrong("the WebSocket connects and does not say hello", ""));
        } catch (Trouble | java.io.IOException e) {
            findings.add(
                    Finding.wrong(
                            "the WebSocket: " + e.getMessage(),
                            "Let what stands before the server pass WebSockets on, for at least"
                                    + " 120 s without a word."));
        }
    }
}
