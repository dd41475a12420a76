package croft.edge.exchange;

import croft.edge.limit.Guest;
import croft.edge.log.ConnectionLog;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.function.Predicate;

/// What holds for every exchange of one connection.
///
/// @param peer the client's address
/// @param localPort the port that the client connected to
/// @param secure whether it is TLS
/// @param covers whether the certificate presented on it is good for a host name; always true
///   without TLS
/// @param guest the client, as the limits know him
/// @param log where its exchanges are noted
public record ConnectionFacts(
        EventLoop loop,
        InetAddress peer,
        int localPort,
        boolean secure,
        Predicate<String> covers,
        Guest guest,
        ConnectionLog log) {
    /// Of a connection that nothing limits, and whose exchanges leave no line.
    public ConnectionFacts(
            EventLoop loop,
            InetAddress peer,
            int localPort,
            boolean secure,
            Predicate<String> covers) {
        this(loop, peer, localPort, secure, covers, Guest.unlimited(peer), ConnectionLog.NONE);
    }

    /// The same for somebody on whose behalf a proxy asks.
    ConnectionFacts of(Guest other) {
        return new ConnectionFacts(loop, other.address(), localPort, secure, covers, other, log);
    }
}
