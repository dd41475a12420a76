package croft.chat;

import croft.chat.incident.Elsewhere;
import croft.chat.incident.FallbackDesk;
import croft.chat.incident.IncidentDesk;
import croft.chat.incident.KindPattern;
import croft.chat.incident.MailServer;
import croft.chat.incident.MailTo;
import croft.chat.incident.NtfyTopic;
import croft.chat.incident.Subscription;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.platform.declaration.Chats;
import croft.platform.declaration.EventRule;
import croft.platform.journal.Database;
import croft.platform.journal.EventHandler;
import croft.platform.journal.JournalReader;
import croft.platform.journal.ReaderName;
import croft.platform.journal.ReaderState;
import croft.platform.journal.RecordedEvent;
import croft.platform.secret.Secrets;
import croft.platform.service.ServiceEnvironment;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// Tells in chat what the journal tells, by the rules of croft.yml, and elsewhere while chat stays
/// away.
@Context
@Requires(beans = ServiceEnvironment.class)
final class ToldIncidents {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final int TLS_FROM_THE_START = 465;
    private static final int LOCAL = 25;

    private final CarriedChats chats;
    private final Notebook notebook;
    private final Secrets secrets;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST_CONNECT).build();
    private final SSLContext trust;
    private final IncidentDesk desk;
    private final JournalReader reader;

    ToldIncidents(
            CarriedChats chats,
            Notebook notebook,
            OwnSites sites,
            Secrets secrets,
            Database database,
            InstantSource clock)
            throws NoSuchAlgorithmException {
        this.chats = chats;
        this.notebook = notebook;
        this.secrets = secrets;
        this.clock = clock;
        trust = SSLContext.getDefault();
        desk =
                new IncidentDesk(
                        () -> subscriptions(_ -> true),
                        notebook,
                        sites.pages(),
                        ZoneId.systemDefault(),
                        clock);
        reader =
                JournalReader.start(
                        database,
                        new ReaderName("incidents"),
                        JournalReader.Start.WHERE_IT_STOPPED,
                        new Tell(),
                        clock);
    }

    /// Tells elsewhere what waits in vain.
    void lookElsewhere() throws Closed, InterruptedException {
        List<Duration> patiences =
                chats.declared().events().stream().map(EventRule::after).distinct().toList();
        for (Duration patience : patiences) {
            new FallbackDesk(
                            () -> subscriptions(rule -> rule.after().equals(patience)),
                            notebook,
                            patience,
                            ZoneId.systemDefault(),
                            clock)
                    .look();
        }
    }

    void tidy() throws Closed {
        desk.tidy();
    }

    /// How far the journal was read.
    ReaderState state() {
        return reader.state();
    }

    private List<Subscription> subscriptions(Predicate<EventRule> which) {
        Chats declared = chats.declared();
        return declared.events().stream()
                .filter(which)
                .map(rule ->
                        new Subscription(
                                CarriedChats.conversation(rule.to()),
                                rule.when().stream().map(KindPattern::new).toList(),
                                rule.otherwise().stream()
                                        .flatMap(url -> elsewhere(url, declared).stream())
                                        .toList()))
                .toList();
    }

    private Optional<Elsewhere> elsewhere(URI url, Chats declared) {
        if (url.getScheme().equals("ntfy")) {
            return Optional.of(
                    new NtfyTopic(http, URI.create(url.getSchemeSpecificPart()), Optional.empty()));
        }
        return declared.mail()
                .map(mail -> new MailTo(server(mail), url.getSchemeSpecificPart(), trust, clock));
    }

    private MailServer server(croft.platform.declaration.MailServer mail) {
        return new MailServer(
                mail.host(),
                mail.port(),
                switch (mail.port()) {
                    case TLS_FROM_THE_START -> MailServer.Security.TLS;
                    case LOCAL -> MailServer.Security.PLAIN;
                    default -> MailServer.Security.STARTTLS;
                },
                mail.from().value(),
                mail.user()
                        .flatMap(user ->
                                mail.password()
                                        .map(password ->
                                                new MailServer.Login(
                                                        user, () -> secrets.read(password)))));
    }

    @PreDestroy
    void close() {
        reader.close();
        http.shutdownNow();
    }

    private final class Tell implements EventHandler {
        @Override
        public void handle(RecordedEvent event) throws Exception {
            desk.take(event);
        }

        /// What was missed is not told: it is a week old.
        @Override
        public void lost() {}
    }
}
