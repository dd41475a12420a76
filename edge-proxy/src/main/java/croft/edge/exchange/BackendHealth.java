package croft.edge.exchange;

import croft.edge.upstream.Failure;
import croft.platform.declaration.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which backends do not answer, learnt from the requests themselves. Logs a backend's fall and its
/// return, one line each, however many requests fail in between. Shared by all event loops.
public final class BackendHealth {
    private static final Logger LOG = LoggerFactory.getLogger(BackendHealth.class);

    private final Map<Origin, Outage> outages = new ConcurrentHashMap<>();

    void failed(Origin origin, Failure failure, RequestId id, Instant now) {
        Outage before = outages.get(origin);
        outages.merge(
                origin,
                new Outage(now, 1, failure.kind().token() + ": " + failure.detail()),
                (old, latest) -> new Outage(old.since, old.requests + 1, latest.reason));
        if (before == null) {
            LOG.warn(
                    "backend {} does not answer: {} ({}), request {}",
                    origin,
                    failure.kind().token(),
                    failure.detail(),
                    id);
        }
    }

    void answered(Origin origin, Instant now) {
        if (outages.isEmpty()) {
            return;
        }
        Outage outage = outages.remove(origin);
        if (outage != null) {
            LOG.info(
                    "backend {} answers again after {} s; {} requests failed",
                    origin,
                    Duration.between(outage.since, now).toSeconds(),
                    outage.requests);
        }
    }

    /// Why the last request to a backend failed; empty if it was answered, or none was sent.
    public Optional<String> problem(Origin origin) {
        return Optional.ofNullable(outages.get(origin)).map(Outage::reason);
    }

    private record Outage(Instant since, long requests, String reason) {}
}
