package croft.certs.renewal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Virtual threads on which errands are done, each at most once at a time.
final class Background implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Object> underWay = ConcurrentHashMap.newKeySet();

    private volatile Runnable done = () -> {};

    /// Names whom to tell when an errand has led to something.
    void onDone(Runnable listener) {
        done = listener;
    }

    /// Begins an errand, unless it is under way. Returns at once.
    ///
    /// @param what is done: errands with equal ones are the same
    void begin(Object what, Errand errand) {
        if (!underWay.add(what)) {
            return;
        }
        threads.execute(() -> {
            boolean lookAgain = true;
            try {
                lookAgain = errand.run();
            } catch (InterruptedException _) {
                // The service ends: what is stored is gone on with at the next start.
            } catch (Exception e) { // Micronaut's transactions also throw checked ones undeclared
                log.warn("{}: put off: {}", what, e.toString());
                pause();
            } finally {
                underWay.remove(what);
                if (lookAgain) {
                    done.run();
                }
            }
        });
    }

    /// A database that is away is not asked again at once.
    private static void pause() {
        try {
            Thread.sleep(AFTER_A_FAULT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Interrupts what is under way, as a crash would, and waits for its end.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /// One errand.
    interface Errand {
        /// Does it, and says whether something may be due now that was not before. Each look begins
        /// some errands anew: one that always says so is done without end.
        boolean run() throws Exception;
    }
}
