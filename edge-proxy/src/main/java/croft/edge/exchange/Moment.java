package croft.edge.exchange;

import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.Stamp;
import java.time.Duration;
import java.util.function.Supplier;

/// When something stored is served, and what the cache says to that: the fields of an answer that
/// are not the stored response's own. Written only where they are not at hand already.
///
/// @param age to be sent
/// @param ttl lifetime left, in seconds
/// @param busy whether other answers are to be expected in the same second, with the same fields
/// @param cacheStatus the value of `Cache-Status`
record Moment(Duration age, long ttl, boolean busy, Supplier<String> cacheStatus) {
    /// Of an answer that is like no other.
    static Moment once(Duration age, String cacheStatus) {
        return new Moment(age, 0, false, () -> cacheStatus);
    }

    Fields fields() {
        return Heads.more(age, cacheStatus.get());
    }

    Stamp stamp(PreparedHead head) {
        return busy ? head.stamp(age.toSeconds(), ttl, this::fields) : Stamp.once(fields());
    }
}
