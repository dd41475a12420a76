package croft.site.serve;

import java.time.Duration;

/// How much a client may ask of the traffic server. The only clients are edges of ours, so these
/// are nets below the edge's own limits.
///
/// @param connections open at once; further ones are closed at once
/// @param requestLine octets of the request line; more is 414
/// @param head octets of all fields; more is 431
/// @param fields number of them; more is 431
/// @param body octets of a request's body that are read and dropped; more is 413
/// @param forwarded octets of a request's body that is passed on to a backend; more is 413. It is
///   held in memory
/// @param idle how long a connection may wait for its next request
/// @param progress how long a client may take for one chunk of a body, in either direction
/// @param drain how long answers under way have at shutdown
/// @param moment for how long an answer from a folder is given again without looking
public record Limits(
        int connections,
        int requestLine,
        int head,
        int fields,
        int body,
        int forwarded,
        Duration idle,
        Duration progress,
        Duration drain,
        Duration moment) {
    public static final Limits DEFAULT =
            new Limits(
                    4096,
                    8192,
                    16384,
                    100,
                    65536,
                    1 << 20,
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(100));

    /// With another moment.
    Limits remembering(Duration other) {
        return new Limits(
                connections,
                requestLine,
                head,
                fields,
                body,
                forwarded,
                idle,
                progress,
                drain,
                other);
    }
}
