package croft.certs.control;

import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trials of DNS providers that run or have just ended. They take longer than a request may, so the
/// operator's command asks for what is there so far.
@Singleton
final class DnsTrials {
    private static final Logger log = LoggerFactory.getLogger(DnsTrials.class);

    /// One operator looks at one at a time; the others are from before.
    private static final int KEPT = 16;

    private final Optional<DnsDesk> desk;
    private final Map<String, Running> trials = new LinkedHashMap<>();

    DnsTrials(Optional<DnsDesk> desk) {
        this.desk = desk;
    }

    /// Begins one and returns at once; empty if this service has no drivers.
    Optional<Begun> begin(DnsProvider provider, HostName zone) {
        return desk.map(d -> {
            String id = UUID.randomUUID().toString();
            Running running = new Running(provider, zone);
            synchronized (trials) {
                trials.put(id, running);
                trials.keySet()
                        .removeAll(
                                List.copyOf(trials.keySet())
                                        .subList(0, Math.max(0, trials.size() - KEPT)));
            }
            Thread.ofVirtual().name("dns-trial").start(() -> running.run(d));
            return new Begun(id, provider.toString());
        });
    }

    /// What is there so far; empty if it was never begun or is forgotten.
    Optional<Progress> progress(String id) {
        synchronized (trials) {
            return Optional.ofNullable(trials.get(id)).map(Running::progress);
        }
    }

    /// One that was begun.
    private static final class Running {
        private final DnsProvider provider;
        private final HostName zone;
        private final List<Step> steps = new ArrayList<>();
        private boolean ended;

        Running(DnsProvider provider, HostName zone) {
            this.provider = provider;
            this.zone = zone;
        }

        void run(DnsDesk desk) {
            try {
                desk.test(provider, zone, this::add);
            } catch (RuntimeException e) {
                log.warn("trial of {} failed", provider, e);
                add(
                        new DnsDesk.Step(
                                "go on", false, Duration.ZERO, e.toString(), Optional.empty()));
            } finally {
                synchronized (this) {
                    ended = true;
                }
            }
        }

        private synchronized void add(DnsDesk.Step step) {
            steps.add(
                    new Step(
                            step.what(),
                            step.done(),
                            step.took().toMillis(),
                            step.said(),
                            step.remedy().orElse(null)));
        }

        private synchronized Progress progress() {
            return new Progress(provider.toString(), zone.value(), ended, List.copyOf(steps));
        }
    }

    /// The answer to `POST /control/dns/test`.
    @Serdeable
    record Begun(String trial, String provider) {}

    /// The answer to `GET /control/dns/test/TRIAL`.
    @Serdeable
    record Progress(String provider, String zone, boolean ended, List<Step> steps) {}

    /// One step that has ended.
    @Serdeable
    record Step(
            String what, boolean done, long milliseconds, String said, @Nullable String remedy) {}
}
