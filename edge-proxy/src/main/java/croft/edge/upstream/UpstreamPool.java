package croft.edge.upstream;

import croft.edge.http.RequestHead;
import croft.platform.declaration.Origin;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The backends of one event loop, over plain HTTP/1.1: connections are kept and used again, one
/// call at a time on each. Used on that loop only.
public final class UpstreamPool implements Upstreams {
    private final EventLoop loop;
    private final UpstreamSettings settings;
    private final Dialer dialer;
    private final Map<Origin, OriginConnections> origins = new HashMap<>();
    private @Nullable ScheduledFuture<?> watch;
    private boolean closed;

    private UpstreamPool(EventLoop loop, UpstreamSettings settings) {
        this.loop = loop;
        this.settings = settings;
        this.dialer = new Dialer(loop, settings.connect());
    }

    /// A pool without connections. The loop decides the kind of channel: epoll or NIO.
    public static UpstreamPool create(EventLoop loop, UpstreamSettings settings) {
        return new UpstreamPool(loop, settings);
    }

    @Override
    public Call send(Origin origin, RequestHead head, Answer answer) {
        OriginConnections connections =
                origins.computeIfAbsent(
                        origin, wanted -> new OriginConnections(wanted, this, settings));
        BackendCall call = new BackendCall(head, answer, connections, loop.ticker().nanoTime());
        if (closed) {
            loop.execute(() -> call.fail(closed(origin)));
            return call;
        }
        if (watch == null) {
            watchAgain();
        }
        connections.send(call);
        return call;
    }

    /// Closes everything: calls that are under way fail, and so does every later one.
    public void close() {
        closed = true;
        if (watch != null) {
            watch.cancel(false);
        }
        List.copyOf(origins.values()).forEach(OriginConnections::close);
        dialer.close();
    }

    EventLoop loop() {
        return loop;
    }

    Dialer dialer() {
        return dialer;
    }

    boolean isClosed() {
        return closed;
    }

    void forget(Origin origin, OriginConnections connections) {
        origins.remove(origin, connections);
    }

    static Failure closed(Origin origin) {
        return new Failure(
                Failure.Kind.CONNECTION_TERMINATED, true, origin + ": the edge is shutting down");
    }

    /// One task looks at all times; it rests while there is nothing to look at.
    private void watchAgain() {
        watch = loop.schedule(this::look, settings.interval().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        watch = null;
        long now = loop.ticker().nanoTime();
        List.copyOf(origins.values()).forEach(connections -> connections.look(now));
        if (!origins.isEmpty() && !closed) {
            watchAgain();
        }
    }
}
