package croft.edge.log;

import croft.edge.tls.Handshake;
import croft.platform.declaration.AccessLogPolicy;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The access log as event loops see it: one line for each exchange, whatever became of it.
public final class AccessLog {
    private final Map<EventLoop, LoopLog> loops = new HashMap<>();

    /// Null while no lines are wanted.
    private volatile @Nullable LineFormat format;

    /// A log that writes nothing until it is told how.
    public AccessLog(List<EventLoop> loops, Outlet outlet, InstantSource clock) {
        for (EventLoop loop : loops) {
            LoopLog log =
                    new LoopLog(
                            loop,
                            () -> format,
                            outlet,
                            new LineClock(clock, loop.ticker().nanoTime()));
            this.loops.put(loop, log);
            log.begin();
        }
    }

    /// Changes how lines look from here on; on open connections, too.
    public void use(AccessLogPolicy policy) {
        format = policy.to() == AccessLogPolicy.To.NOWHERE ? null : LineFormat.of(policy);
    }

    /// What a new connection notes its exchanges with.
    ///
    /// @param protocol `h1` or `h2`
    /// @param handshake null without TLS
    public ConnectionLog connection(
            EventLoop loop, InetAddress peer, String protocol, @Nullable Handshake handshake) {
        return new ConnectionLog(loops.get(loop), peer, protocol, handshake);
    }

    /// Ends a log whose event loops go on without it.
    public void end() {
        loops.values().forEach(LoopLog::end);
    }

    /// Hands over what is left, once the event loops have ended.
    public void handOver() {
        loops.values().forEach(LoopLog::handOver);
    }
}
