package croft.certs.status;

import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Standing;
import croft.certs.vault.Effort;
import croft.certs.wanted.Held;
import croft.certs.wanted.Tries;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Verdict;
import croft.certs.wanted.Wanted;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The certificates' meters, in `/metrics`: of each certificate that the last look found wanted,
/// what that look saw. What passes with time is worked out when somebody reads. A meter stays
/// registered as long as its certificate is wanted, so that no reader ever comes between two looks.
public final class CertificateMetrics implements Consumer<Standing> {
    private static final double MILLIS = 1_000;

    private final Map<MultiGauge, ToDoubleFunction<CertificateState>> meters;
    private final InstantSource clock;
    private volatile Map<Wanted.Id, CertificateState> states = Map.of();
    private volatile boolean troubled = true;

    /// Registers the meters; each has rows after the first look. `NaN` says that there is nothing
    /// to tell, such as the end of a certificate that is not there.
    public CertificateMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        meters =
                Map.of(
                        gauge(registry, "not.after", "when the certificate in use ends", "seconds"),
                        state -> seconds(state.held().map(Held::notAfter)),
                        gauge(
                                registry,
                                "life.left",
                                "share of its life that is left, from 1 to 0; 0 where there is none",
                                "ratio"),
                        this::lifeLeft,
                        gauge(
                                registry,
                                "next.attempt",
                                "when it is renewed or tried again",
                                "seconds"),
                        state -> seconds(next(state.verdict())),
                        gauge(registry, "failed.attempts", "failed tries in a row", ""),
                        state -> state.effort().flatMap(Effort::tries).map(Tries::count).orElse(0),
                        gauge(registry, "alarm", "0 none, 1 notice, 2 warning, 3 critical", ""),
                        state ->
                                switch (state.alarm()) {
                                    case NONE -> 0;
                                    case NOTICE -> 1;
                                    case WARNING -> 2;
                                    case CRITICAL -> 3;
                                },
                        gauge(
                                registry,
                                "served",
                                "1 if every edge presents the newest certificate",
                                ""),
                        state -> state.held().flatMap(Held::servedSince).isPresent() ? 1 : 0);
        Gauge.builder("croft.certs.problem", this, from -> from.troubled ? 1 : 0)
                .description("1 while nothing can be looked after at all")
                .register(registry);
    }

    @Override
    public void accept(Standing standing) {
        List<CertificateState> all = standing.certificates();
        states =
                all.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        state -> state.wanted().id(), Function.identity()));
        troubled = standing.problem().isPresent();
        meters.forEach((meter, value) ->
                meter.register(
                        all.stream().<Row<?>>map(state -> row(state, value)).toList(), false));
    }

    private Row<Wanted.Id> row(CertificateState state, ToDoubleFunction<CertificateState> value) {
        return Row.of(
                tags(state),
                state.wanted().id(),
                id -> {
                    CertificateState now = states.get(id);
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                });
    }

    private double lifeLeft(CertificateState state) {
        return state.held()
                .filter(held -> held.readable() && held.revokedAt().isEmpty())
                .map(held -> held.lifeLeft(clock.instant()))
                .orElse(0.0);
    }

    private static Optional<Instant> next(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good good -> Optional.of(good.renewal().at());
            case Verdict.Issue _ -> Optional.empty();
            case Verdict.Wait wait -> wait.until();
        };
    }

    private static double seconds(Optional<Instant> at) {
        return at.map(instant -> instant.toEpochMilli() / MILLIS).orElse(Double.NaN);
    }

    private static Tags tags(CertificateState state) {
        return Tags.of(
                "name",
                state.names().first().text(),
                "variant",
                state.wanted().variant() == Variant.RSA ? "rsa" : "main");
    }

    /// @param unit empty if it has none
    private static MultiGauge gauge(
            MeterRegistry registry, String name, String description, String unit) {
        MultiGauge.Builder builder =
                MultiGauge.builder("croft.certificate." + name).description(description);
        return (unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry);
    }
}
