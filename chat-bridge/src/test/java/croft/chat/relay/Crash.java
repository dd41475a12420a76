package croft.chat.relay;

import croft.chat.ledger.Ledger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The end of a process at one point between itself and the ledger, as far as the ledger and the
/// servers can tell: from there on nothing of it is stored, and nothing it asks is answered.
final class Crash {
    /// Where it ends.
    enum Point {
        /// It has heard something, and nothing of that is stored.
        BEFORE_TAKING(false, "write"),
        /// What it heard is stored with what is to be sent for it; the network does not know.
        AFTER_TAKING(true, "write"),
        /// A delivery was handed out, and not sent.
        AFTER_LEASE(true, "lease", "lastSent"),
        /// It was sent, and the answer was read.
        BEFORE_OUTCOME(false, "pieceSent", "lastSent", "finished"),
        /// What became of a piece, or of all, is stored.
        AFTER_OUTCOME(true, "pieceSent", "lastSent", "finished"),
        /// It was sent, and the answer did not come.
        BEFORE_DOUBT(false, "doubtful"),
        /// That it is doubtful is stored.
        AFTER_DOUBT(true, "doubtful"),
        /// It was looked for, and is to be sent again.
        AFTER_ABSENCE(true, "absent");

        private final boolean after;
        private final String methods;

        Point(boolean after, String... methods) {
            this.after = after;
            this.methods = " " + String.join(" ", methods) + " ";
        }
    }

    private final Ledger ledger;
    private final Point point;
    private final AtomicInteger left;
    private final AtomicBoolean crashed = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param times how often the point is passed before it ends there
    Crash(Ledger ledger, Point point, int times) {
        this.ledger = ledger;
        this.point = point;
        left = new AtomicInteger(times);
    }

    /// The ledger as the process sees it.
    Ledger ledger() {
        return (Ledger)
                Proxy.newProxyInstance(
                        Crash.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (_, method, arguments) -> {
                            boolean here = point.methods.contains(" " + method.getName() + " ");
                            stopIf(here && !point.after);
                            Object result;
                            try {
                                result = method.invoke(ledger, arguments);
                            } catch (InvocationTargetException e) {
                                throw Optional.ofNullable(e.getCause()).orElse(e);
                            }
                            boolean nothing =
                                    method.getName().equals("lease")
                                            && Optional.empty().equals(result);
                            stopIf(here && point.after && !nothing);
                            return result;
                        });
    }

    /// Whether it has ended.
    boolean happened() {
        return over.getCount() == 0;
    }

    private void stopIf(boolean here) {
        if (crashed.get() || (here && left.decrementAndGet() < 0)) {
            crashed.set(true);
            over.countDown();
            throw new Ended();
        }
    }

    /// What its threads end with.
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the process has ended here", null, false, false);
        }
    }
}
