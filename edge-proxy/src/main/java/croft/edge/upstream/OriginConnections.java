package croft.edge.upstream;

import croft.platform.declaration.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections of one event loop to one origin: those in use, those kept, and the calls that
/// wait because there are enough.
///
/// Last in, first out: the connection used last is the least likely to be closed by the backend,
/// and the others grow old and go.
final class OriginConnections {
    /// That many switched connections do not count among those that requests share: a chat server
    /// has one for every visitor, and they stay. More take the places of others.
    private static final int MOST_TUNNELS = 4_096;

    private final Origin origin;
    private final UpstreamPool pool;
    private final UpstreamSettings settings;
    private final ArrayDeque<BackendConnection> idle = new ArrayDeque<>();
    private final List<BackendConnection> open = new ArrayList<>();
    private final ArrayDeque<BackendCall> waiting = new ArrayDeque<>(0);

    /// Those of [#open] that have switched protocols.
    private final Set<BackendConnection> tunnels = new HashSet<>();

    /// Connections in the making.
    private int opening;

    OriginConnections(Origin origin, UpstreamPool pool, UpstreamSettings settings) {
        this.origin = origin;
        this.pool = pool;
        this.settings = settings;
    }

    void send(BackendCall call) {
        BackendConnection kept = idle.pollLast();
        if (kept != null) {
            kept.start(call);
        } else if (hasRoom()) {
            openFor(call);
        } else if (waiting.size() < settings.waiting()) {
            waiting.add(call);
        } else {
            pool.loop().execute(() -> call.fail(full(waiting.size() + " requests are waiting")));
        }
    }

    /// Opens a connection for a call that must not, or cannot, have a kept one.
    void openFor(BackendCall call) {
        opening++;
        pool.dialer()
                .dial(
                        origin,
                        channel -> {
                            opening--;
                            BackendConnection connection =
                                    new BackendConnection(this, origin, settings);
                            open.add(connection);
                            channel.pipeline().addLast(connection);
                            if (pool.isClosed()) {
                                call.fail(UpstreamPool.closed(origin));
                                connection.close();
                            } else if (call.isOver()) {
                                free(connection);
                            } else {
                                connection.start(call);
                            }
                        },
                        failure -> {
                            opening--;
                            call.fail(failure);
                            next();
                            forgetIfUnused();
                        });
    }

    /// A connection has done its work and can be used again.
    void free(BackendConnection connection) {
        connection.keep();
        BackendCall call = waiting.poll();
        if (call != null) {
            connection.start(call);
        } else if (pool.isClosed()) {
            connection.close();
        } else {
            idle.addLast(connection);
        }
    }

    /// A connection has switched protocols: it stays as long as the visitor does, so it does not
    /// take the place of one that answers requests.
    void switched(BackendConnection connection) {
        tunnels.add(connection);
        next();
    }

    private boolean hasRoom() {
        return open.size() - Math.min(tunnels.size(), MOST_TUNNELS) + opening
                < settings.connections();
    }

    void closed(BackendConnection connection) {
        open.remove(connection);
        tunnels.remove(connection);
        idle.remove(connection);
        next();
        forgetIfUnused();
    }

    private void forgetIfUnused() {
        if (open.isEmpty() && opening == 0 && waiting.isEmpty()) {
            pool.forget(origin, this);
        }
    }

    private void next() {
        if (!waiting.isEmpty() && hasRoom()) {
            openFor(waiting.remove());
        }
    }

    void forget(BackendCall call) {
        waiting.remove(call);
    }

    /// Looks at the times of everything here.
    void look(long now) {
        for (BackendConnection connection : List.copyOf(open)) {
            connection.look(now);
        }
        dropSurplus(now);
        long longest = settings.patience().toNanos();
        while (!waiting.isEmpty() && now - waiting.peek().since() > longest) {
            waiting.remove()
                    .fail(full("none was free for " + settings.patience().toMillis() + " ms"));
        }
    }

    /// Those used longest ago go first, and they are the first.
    private void dropSurplus(long now) {
        while (idle.size() > settings.idleConnections()
                && idle.getFirst().isUnusedFor(settings.surplus(), now)) {
            idle.getFirst().close();
        }
    }

    void close() {
        List.copyOf(waiting).forEach(call -> call.fail(UpstreamPool.closed(origin)));
        waiting.clear();
        List.copyOf(open).forEach(BackendConnection::close);
    }

    private Failure full(String detail) {
        return new Failure(
                Failure.Kind.CONNECTION_LIMIT_REACHED,
                true,
                origin
                        + ": all "
                        + settings.connections()
                        + " connections are in use and "
                        + detail);
    }
}
