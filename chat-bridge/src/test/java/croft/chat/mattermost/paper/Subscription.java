package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a server keeps of one WebSocket: what is still to be sent, and the last that was, for a
/// client that comes back. It outlives the connection.
///
/// The queue takes 256 events and the memory of what was sent ends after 128 (`sendQueueSize`,
/// `deadQueueSize` in `platform/web_conn.go`). Events go on being queued while nobody is connected;
/// a queue that is full ends all, and the client's next attempt begins anew.
final class Subscription {
    static final int QUEUE = 256;
    static final int MEMORY = 128;
    private static final Set<String> DISPENSABLE =
            Set.of("typing", "status_change", "multiple_channels_viewed");

    private final Settings settings;
    private final String version;
    private final Session session;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Deque<Sent> memory = new ArrayDeque<>();
    private String id;
    private long sequence;
    private boolean dead;
    private long activeAt;
    private long lostAt;
    private @Nullable Line line;
    private final Map<String, String> presence = new HashMap<>();

    Subscription(Settings settings, String version, Session session, String id) {
        this.settings = settings;
        this.version = version;
        this.session = session;
        this.id = id;
        activeAt = settings.now();
    }

    Session session() {
        return session;
    }

    synchronized String id() {
        return id;
    }

    synchronized boolean dead() {
        return dead;
    }

    synchronized boolean connected() {
        return line != null;
    }

    /// When its connection was lost; and when its user was last active on it.
    synchronized long lostAt() {
        return lostAt;
    }

    synchronized long activeAt() {
        return activeAt;
    }

    synchronized void active() {
        activeAt = settings.now();
    }

    /// What a client that tells where it looks has told.
    synchronized void look(Map<String, String> at) {
        presence.putAll(at);
    }

    synchronized boolean looksAt(String channel) {
        return presence.isEmpty()
                || channel.equals(presence.get("channel_id"))
                || channel.equals(presence.get("thread_channel_id"));
    }

    /// Queues an event; false if it ended here.
    synchronized boolean offer(Event event) {
        if (dead) {
            return false;
        }
        if (queue.size() >= QUEUE / 2 && DISPENSABLE.contains(event.name())) {
            return true;
        }
        return add(new Queued.Told(event));
    }

    /// Queues the answer to something that the client asked.
    synchronized void answer(String text) {
        add(new Queued.Answer(text));
    }

    private boolean add(Queued next) {
        if (queue.size() >= QUEUE) {
            end();
            return false;
        }
        queue.add(next);
        notifyAll();
        return true;
    }

    synchronized void end() {
        dead = true;
        queue.clear();
        if (line != null) {
            line.close();
        }
        notifyAll();
    }

    /// Sends what there is to be sent until the connection ends. Its own thread.
    ///
    /// @param next which event the client expects; empty for a client that begins
    void serve(Line to, Optional<Long> next) throws IOException, InterruptedException {
        synchronized (this) {
            line = to;
            lostAt = 0;
            activeAt = settings.now();
        }
        try {
            if (next.isEmpty()) {
                hello();
            } else if (next.get() != 0) {
                resume(to, next.get());
            } else {
                synchronized (this) {
                    sequence = 0;
                }
            }
            pump(to);
        } finally {
            lost(to);
        }
    }

    private synchronized void hello() {
        queue.addFirst(new Queued.Told(helloEvent()));
    }

    private Event helloEvent() {
        return new Event(
                "hello",
                Map.of("server_version", version, "connection_id", id),
                Audience.account(session.user()));
    }

    private void resume(Line to, long next) throws IOException, InterruptedException {
        Deque<Sent> again = new ArrayDeque<>();
        synchronized (this) {
            sequence = next;
            if (memory.stream().anyMatch(sent -> sent.sequence == next)) {
                memory.stream().filter(sent -> sent.sequence >= next).forEach(again::add);
                sequence += again.size();
            } else if (!memory.isEmpty() && memory.getLast().sequence != next - 1) {
                memory.clear();
                id = Id.next();
                sequence = 0;
                again.add(new Sent(0, helloEvent().text(0)));
                memory.add(again.getFirst());
                sequence = 1;
            }
        }
        for (Sent sent : again) {
            to.send(sent.text);
        }
    }

    private void pump(Line to) throws IOException, InterruptedException {
        while (true) {
            String text = null;
            synchronized (this) {
                if (queue.isEmpty() && to.equals(line)) {
                    wait(settings.ping().toMillis());
                }
                if (!to.equals(line)) {
                    return;
                }
                if (dead) {
                    throw new IOException("more than " + QUEUE + " events wait");
                }
                Queued first = queue.poll();
                if (first instanceof Queued.Told told) {
                    text = told.event.text(sequence);
                    remember(new Sent(sequence++, text));
                } else if (first instanceof Queued.Answer answer) {
                    text = answer.text;
                }
            }
            if (text == null) {
                to.ping();
            } else {
                to.send(text);
            }
        }
    }

    private void remember(Sent sent) {
        memory.add(sent);
        if (memory.size() > MEMORY) {
            memory.removeFirst();
        }
    }

    /// A connection is no more.
    synchronized void lost(Line gone) {
        if (gone.equals(line)) {
            line = null;
            lostAt = settings.now();
            notifyAll();
        }
    }

    private record Sent(long sequence, String text) {}

    private sealed interface Queued {
        record Told(Event event) implements Queued {}

        record Answer(String text) implements Queued {}
    }
}
