package croft.chat.mattermost.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All subscriptions of a running server, which events are told to.
final class Hub {
    /// How long a subscription without a connection is kept, and how often it is looked
    /// (`inactiveConnReaperInterval`).
    static final long KEPT_MILLIS = 5 * 60_000;

    private final Settings settings;
    private final Database database;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Event> personal = new ArrayList<>();
    private final long startedAt;

    Hub(Settings settings, Database database) {
        this.settings = settings;
        this.database = database;
        startedAt = settings.now();
    }

    String version() {
        return settings.release().version()
                + "."
                + settings.release().version()
                + ".5f4dcc3b5aa765d61d8327deb882cf99."
                + (settings.edition() == Edition.ENTRY);
    }

    /// A new subscription.
    synchronized Subscription open(Session session) {
        Subscription subscription = new Subscription(settings, version(), session, Id.next());
        subscriptions.add(subscription);
        return subscription;
    }

    /// The subscription that a client comes back to: it must be there, its connection gone.
    synchronized Optional<Subscription> find(Session session, String id) {
        subscriptions.removeIf(one -> one.dead() || reaped(one));
        return subscriptions.stream()
                .filter(one -> one.id().equals(id))
                .filter(one -> one.session().user().equals(session.user()))
                .filter(one -> !one.connected())
                .findFirst();
    }

    /// The reaper comes by every five minutes and takes what has no connection, if its user was not
    /// active on it for five.
    private boolean reaped(Subscription one) {
        if (one.connected() || one.lostAt() == 0) {
            return false;
        }
        long last = startedAt + (settings.now() - startedAt) / KEPT_MILLIS * KEPT_MILLIS;
        return last >= one.lostAt() && last - one.activeAt() > KEPT_MILLIS;
    }

    /// What was told to one account alone: whispers and dialogs.
    synchronized List<Event> personal(String account) {
        return personal.stream()
                .filter(event -> event.audience().account().equals(account))
                .toList();
    }

    synchronized void publish(Event event) {
        if (!event.audience().account().isEmpty()) {
            personal.add(event);
        }
        for (Subscription one : List.copyOf(subscriptions)) {
            if (concerns(event, one) && !one.offer(event)) {
                subscriptions.remove(one);
            }
        }
    }

    private boolean concerns(Event event, Subscription one) {
        Audience audience = event.audience();
        Account account = one.session().account();
        if (!audience.admins().isEmpty() && account.admin() != audience.admins().equals("yes")) {
            return false;
        }
        if (!audience.account().isEmpty()) {
            return audience.account().equals(account.id());
        }
        if (audience.omitted().equals(account.id())) {
            return false;
        }
        if (!audience.channel().isEmpty()) {
            return database.inChannel(account.id(), audience.channel())
                    && (!scoped(event) || one.looksAt(audience.channel()));
        }
        return audience.team().isEmpty() || database.inTeam(account.id(), audience.team());
    }

    /// From 11.10 on, clients that tell where they look hear of these where they look alone.
    private boolean scoped(Event event) {
        return settings.release().atLeast(Release.V11_10)
                && (event.name().equals("typing") || event.name().startsWith("reaction_"));
    }

    /// Somebody was active on their connections.
    synchronized void active(Session session) {
        subscriptions.stream()
                .filter(one -> one.session().token().secret().equals(session.token().secret()))
                .forEach(Subscription::active);
    }

    synchronized int connected() {
        return (int) subscriptions.stream().filter(Subscription::connected).count();
    }

    synchronized void close() {
        subscriptions.forEach(Subscription::end);
        subscriptions.clear();
    }
}
