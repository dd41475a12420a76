package croft.site.serve;

import croft.platform.traffic.Limits;
import java.time.Duration;

/// How much a visitor may ask of the sites.
///
/// @param traffic of connections and requests
/// @param forwarded octets of a request's body that is passed on to a backend; more is 413. It is
///   held in memory
/// @param moment for how long an answer from a folder is given again without looking
public record ServingLimits(Limits traffic, int forwarded, Duration moment) {
    public static final ServingLimits DEFAULT =
            new ServingLimits(Limits.DEFAULT, 1 << 20, Duration.ofMillis(100));

    /// With another moment.
    ServingLimits remembering(Duration other) {
        return new ServingLimits(traffic, forwarded, other);
    }
}
