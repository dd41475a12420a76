package croft.edge.outage;

import croft.edge.exchange.BackendHealth;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.journal.Database;
import croft.platform.journal.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the journal when an application behind `proxy` or `chat` stays away for longer than a
/// restart takes, and when it is back: `backend.failing` and `backend.recovered`, one for each of
/// its sites. On a virtual thread of its own; without the database it says it later.
///
/// What was said is read back from the journal, so that an outage is told of once also where the
/// edge starts anew within it, or where there are several edges.
public final class OutageNews implements AutoCloseable {
    /// An application that is restarted is back by then, and nobody wants to hear of it.
    static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_REASON = 300;

    private static final Logger LOG = LoggerFactory.getLogger(OutageNews.class);

    private final BackendHealth health;
    private final Supplier<Declaration> declaration;
    private final OutageJournal journal;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean silenced;

    OutageNews(
            BackendHealth health,
            Supplier<Declaration> declaration,
            OutageJournal journal,
            InstantSource clock) {
        this.health = health;
        this.declaration = declaration;
        this.journal = journal;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("news of backends").unstarted(this::run);
    }

    /// Begins to look.
    public static OutageNews start(
            BackendHealth health,
            Supplier<Declaration> declaration,
            Database database,
            InstantSource clock) {
        OutageNews news = new OutageNews(health, declaration, new OutageJournal(database), clock);
        news.thread.start();
        return news;
    }

    private void run() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                    silenced = false;
                } catch (SQLException e) {
                    if (!silenced) {
                        LOG.warn("what backends do cannot be told now: {}", e.getMessage());
                        silenced = true;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once, and says what is new.
    void look() throws SQLException {
        Map<Origin, BackendHealth.Outage> outages = new HashMap<>(health.outages());
        outages.keySet().removeIf(this::isBack);
        if (outages.isEmpty() && !journal.mayHaveOpen()) {
            return;
        }
        Set<String> open = journal.open();
        Set<String> away = new HashSet<>();
        for (Site site : declaration.get().sites()) {
            for (Origin origin : origins(site)) {
                BackendHealth.Outage outage = outages.get(origin);
                if (outage != null) {
                    away.add(site.host().value());
                    if (!open.contains(site.host().value()) && isLong(outage)) {
                        journal.say(failing(site.host(), origin, outage));
                    }
                }
            }
        }
        for (String host : open) {
            if (!away.contains(host)) {
                journal.say(new Event(OutageJournal.RECOVERED, host, List.of()));
            }
        }
    }

    /// A refused connection is told of after a while even if nobody comes to try again; anything
    /// else only if it happened again after that while.
    private boolean isLong(BackendHealth.Outage outage) {
        Instant until =
                switch (outage.failure().kind()) {
                    case DNS_ERROR, CONNECTION_REFUSED, CONNECTION_TIMEOUT -> clock.instant();
                    default -> outage.last();
                };
        return Duration.between(outage.since(), until).compareTo(RESTART) >= 0;
    }

    /// Whether a backend that took no connections takes them now: visitors may not come for hours.
    private boolean isBack(Origin origin) {
        BackendHealth.Outage outage = health.outages().get(origin);
        if (outage == null) {
            return true;
        }
        return switch (outage.failure().kind()) {
            case DNS_ERROR, CONNECTION_REFUSED, CONNECTION_TIMEOUT -> {
                boolean takes = takesConnections(origin);
                if (takes) {
                    health.answered(origin, clock.instant());
                }
                yield takes;
            }
            default -> false;
        };
    }

    private static boolean takesConnections(Origin origin) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(origin.host(), origin.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static List<Origin> origins(Site site) {
        return switch (site.serving()) {
            case Serving.Proxy(Origin origin) -> List.of(origin);
            case Serving.Chat(_, Origin origin) -> List.of(origin);
            case Serving.Static _, Serving.Wiki _, Serving.Pastes _ -> List.of();
        };
    }

    private static Event failing(HostName host, Origin origin, BackendHealth.Outage outage) {
        String reason = outage.reason();
        return new Event(
                OutageJournal.FAILING,
                host.value(),
                List.of(),
                Map.of(
                        "backend",
                        origin.toString(),
                        "trouble",
                        reason.length() <= LONGEST_REASON
                                ? reason
                                : reason.substring(0, LONGEST_REASON),
                        "since",
                        outage.since().toString()));
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
