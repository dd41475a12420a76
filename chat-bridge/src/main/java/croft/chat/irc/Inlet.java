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
                Heard first = batch.isEmpty() ? queue.take() : batch.removeFirst();
                List<Incoming> together = new ArrayList<>(List.of(first.happened()));
                queue.drainTo(batch, BATCH - batch.size());
                while (!batch.isEmpty() && batch.getFirst().goesWith(first)) {
                    together.add(batch.removeFirst().happened());
                }
                give(first, together);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private static void give(Heard first, List<Incoming> together) throws InterruptedException {
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
                return;
            } catch (Intake.NotTaken _) {
                Thread.sleep(PAUSE);
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

    /// Whoever has what is taken right now need not wait for it.
    @Override
    public void close() {
        thread.interrupt();
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
