package croft.chat;

import croft.chat.ledger.Keep;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Pruned;
import croft.platform.service.ServiceEnvironment;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is looked at again and again: feeds, what waits in vain for its channel, what nobody will
/// ask for any more. Each on a virtual thread of its own; while the database is away, nothing is
/// done and the next look tries again.
@Context
@Requires(beans = ServiceEnvironment.class)
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /// The shortest interval of a feed is a minute, and a change of croft.yml is to be seen soon.
    private static final Duration FEEDS = Duration.ofSeconds(10);

    private static final Duration ELSEWHERE = Duration.ofSeconds(30);
    private static final Duration SECRETS = Duration.ofSeconds(30);
    private static final Duration METERS = Duration.ofSeconds(10);
    private static final Duration TIDYING = Duration.ofHours(1);

    /// A few thousand rows each.
    private static final int MOST_PRUNINGS = 100;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;

    Rounds(
            CarriedChats chats,
            ReadFeeds feeds,
            ToldIncidents incidents,
            DiskWatch disk,
            ChatMeters meters,
            Ledger ledger,
            InstantSource clock) {
        threads =
                List.of(
                        begin("feeds", FEEDS, feeds::look),
                        begin("elsewhere", ELSEWHERE, incidents::lookElsewhere),
                        begin("missing secrets", SECRETS, chats::again),
                        begin("disk", DiskWatch.EVERY, disk::look),
                        begin("meters", METERS, meters::look),
                        begin(
                                "tidying",
                                TIDYING,
                                () -> {
                                    prune(ledger, clock);
                                    incidents.tidy();
                                }));
    }

    private static void prune(Ledger ledger, InstantSource clock) throws LedgerAway {
        long texts = 0;
        long rows = 0;
        for (int i = 0; i < MOST_PRUNINGS; i++) {
            Pruned pruned = ledger.prune(Keep.DEFAULT, clock.instant());
            texts += pruned.texts();
            rows += pruned.deliveries() + pruned.keys();
            if (pruned.texts() + pruned.deliveries() + pruned.keys() == 0) {
                break;
            }
        }
        if (texts + rows > 0) {
            LOG.info("tidied: {} texts, {} rows of deliveries and keys", texts, rows);
        }
    }

    private Thread begin(String what, Duration every, Look look) {
        return Thread.ofVirtual().name(what).start(() -> run(what, every, look));
    }

    private void run(String what, Duration every, Look look) {
        String silenced = "";
        try {
            do {
                try {
                    look.look();
                    silenced = "";
                } catch (InterruptedException e) {
                    return;
                } catch (Exception e) { // whatever it is: the next look must come
                    String why = String.valueOf(e.getMessage());
                    if (!why.equals(silenced)) {
                        LOG.warn("{}: put off: {}", what, why);
                        silenced = why;
                    }
                }
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // the service ends
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed.countDown();
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// One look.
    @FunctionalInterface
    private interface Look {
        void look() throws Exception;
    }
}
