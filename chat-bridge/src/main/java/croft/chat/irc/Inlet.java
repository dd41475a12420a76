package croft.chat.irc;

import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Hands what was heard to the intake, in order, on a thread of its own; what is not taken is
/// offered until it is.
final class Inlet implements AutoCloseable {
    /// Messages that wait while the intake does not take any. Beyond this nothing more is read from
    /// the server.
    private static final int MOST = 10_000;

    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Some servers tell what was said before with whole seconds alone.
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private final BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(MOST);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    Inlet(String chat) {
        thread = Thread.ofVirtual().name("irc-" + chat).start(this::run);
    }

    /// Never blocks.
    ///
    /// @return whether there was room for it
    boolean offer(Heard heard) {
        return queue.offer(heard);
    }

    /// Whether there is room for a good many.
    boolean hasRoom() {
        return queue.remainingCapacity() > MOST / 2;
    }

    private void run() {
        List<Heard> batch = new ArrayList<>();
        try {
            while (true) {
                Heard first =
                        batch.isEmpty()
                                ? queue.poll(100, TimeUnit.MILLISECONDS)
                                : batch.removeFirst();
                if (first == null) {
                    if (isClosed()) {
                        return;
                    }
                    continue;
                }
                List<Incoming> together = new ArrayList<>(List.of(first.happened()));
                queue.drainTo(batch, BATCH - batch.size());
                while (!batch.isEmpty() && batch.getFirst().goesWith(first)) {
                    together.add(batch.removeFirst().happened());
                }
                if (!give(first, together)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            // Nobody interrupts it; if somebody does, it ends.
        }
    }

    /// Nothing new comes; what came is handed on, if it is taken.
    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// @return whether it was taken; not, if that did not come to pass before the end
    private boolean give(Heard first, List<Incoming> together) throws InterruptedException {
        Conversation in = first.happened().in();
        while (true) {
            try {
                List<Incoming> wanted =
                        first.replayed() ? missed(together, first.intake().read(in)) : together;
                if (!wanted.isEmpty()) {
                    Instant last = wanted.getLast().at();
                    first.intake()
                            .take(in, wanted, Optional.of(Long.toString(last.toEpochMilli())));
                }
                return true;
            } catch (Intake.NotTaken _) {
                if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    /// What was said since the conversation was read last; nothing, if it never was.
    private static List<Incoming> missed(List<Incoming> told, Optional<String> read) {
        if (read.isEmpty() || !read.get().matches("\\d{1,15}")) {
            return List.of();
        }
        Instant since = Instant.ofEpochMilli(Long.parseLong(read.get())).minus(ROUNDED);
        return told.stream().filter(each -> !each.at().isBefore(since)).toList();
    }

    /// Returns when what was heard before is taken, or cannot be. Nothing is interrupted: a
    /// database loses a connection by that.
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was heard, and who is to have it.
    ///
    /// @param replayed whether the server told it later, among what had been heard before
    record Heard(Incoming happened, boolean replayed, Intake intake) {
        boolean goesWith(Heard other) {
            return happened.in().equals(other.happened.in())
                    && replayed == other.replayed
                    && intake.equals(other.intake);
        }
    }
}
