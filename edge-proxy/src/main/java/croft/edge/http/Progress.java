package croft.edge.http;

import java.time.Duration;

/// How much a client has to send, or to take, of a body in each window of the time in which it is
/// waited for: without it, one octet a minute would hold a request, its memory and its place for
/// ever.
///
/// @param octets in each window
/// @param window of time
public record Progress(int octets, Duration window) {
    /// 240 octets a second, averaged over a minute: a tenth of what the slowest mobile network
    /// (GPRS) carries, so that half a minute without reception is forgiven, and what other servers
    /// ask for over windows of five seconds.
    public static final Progress DEFAULT = new Progress(240 * 60, Duration.ofSeconds(60));

    public Progress {
        if (octets < 1 || !window.isPositive()) {
            throw new IllegalArgumentException(
                    octets + " octets in " + window + " (expected: some octets in some time)");
        }
    }
}
