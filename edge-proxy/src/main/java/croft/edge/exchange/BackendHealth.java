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

    /// Notes that a request got no answer.
    public void failed(Origin origin, Failure failure, String request, Instant now) {
        Outage before = outages.get(origin);
        outages.merge(
                origin,
                new Outage(now, now, 1, failure),
                (old, latest) -> new Outage(old.since, now, old.requests + 1, latest.failure));
        if (before == null) {
            LOG.warn(
                    "backend {} does not answer: {} ({}), request {}",
                    origin,
                    failure.kind().token(),
                    failure.detail(),
                    request);
        }
    }

    /// Notes that a backend answered, or that it takes connections again, which it did not.
    public void answered(Origin origin, Instant now) {
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

    /// The backends that have not answered since their last failure.
    public Map<Origin, Outage> outages() {
        return Map.copyOf(outages);
    }

    /// A backend that fails.
    ///
    /// @param since of the first failure
    /// @param last failure
    /// @param requests that failed
    public record Outage(Instant since, Instant last, long requests, Failure failure) {
        /// For people.
        public String reason() {
            return failure.kind().token() + ": " + failure.detail();
        }
    }
}
