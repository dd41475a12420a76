package croft.certs.status;

import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Standing;
import croft.certs.vault.Effort;
import croft.certs.wanted.Held;
import croft.certs.wanted.Tries;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The certificates' meters, in `/metrics`. The rows are those of the last look; what passes with
/// time is worked out when somebody reads.
public final class CertificateMetrics implements Consumer<Standing> {
    private static final double MILLIS = 1_000;

    private final MultiGauge notAfter;
    private final MultiGauge lifeLeft;
    private final MultiGauge nextAttempt;
    private final MultiGauge attempts;
    private final MultiGauge alarm;
    private final MultiGauge served;
    private final InstantSource clock;
    private volatile boolean troubled = true;

    /// Registers the meters; each has rows after the first look.
    public CertificateMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        notAfter =
                gauge(
                        registry,
                        "not.after",
                        "when the certificate in use ends",
                        Optional.of("seconds"));
        lifeLeft =
                gauge(
                        registry,
                        "life.left",
                        "share of its life that is left, from 1 to 0; 0 where there is none",
                        Optional.of("ratio"));
        nextAttempt =
                gauge(
                        registry,
                        "next.attempt",
                        "when it is renewed or tried again",
                        Optional.of("seconds"));
        attempts = gauge(registry, "failed.attempts", "failed tries in a row", Optional.empty());
        alarm =
                gauge(
                        registry,
                        "alarm",
                        "0 none, 1 notice, 2 warning, 3 critical",
                        Optional.empty());
        served =
                gauge(
                        registry,
                        "served",
                        "1 if every edge presents the newest certificate",
                        Optional.empty());
        Gauge.builder("croft.certs.problem", this, from -> from.troubled ? 1 : 0)
                .description("1 while nothing can be looked after at all")
                .register(registry);
    }

    @Override
    public void accept(Standing standing) {
        List<CertificateState> all = standing.certificates();
        troubled = standing.problem().isPresent();
        notAfter.register(
                rows(all, state -> state.held().map(held -> seconds(held.notAfter()))), true);
        lifeLeft.register(
                all.stream().map(state -> row(state, this::lifeLeft)).<Row<?>>map(r -> r).toList(),
                true);
        nextAttempt.register(
                rows(all, state -> next(state.verdict()).map(CertificateMetrics::seconds)), true);
        attempts.register(
                rows(
                        all,
                        state ->
                                Optional.of(
                                        state.effort()
                                                .flatMap(Effort::tries)
                                                .map(Tries::count)
                                                .orElse(0)
                                                .doubleValue())),
                true);
        alarm.register(
                rows(
                        all,
                        state ->
                                Optional.of(
                                        switch (state.alarm()) {
                                            case NONE -> 0.0;
                                            case NOTICE -> 1.0;
                                            case WARNING -> 2.0;
                                            case CRITICAL -> 3.0;
                                        })),
                true);
        served.register(
                rows(
                        all,
                        state ->
                                Optional.of(
                                        state.held().flatMap(Held::servedSince).isPresent()
                                                ? 1.0
                                                : 0.0)),
                true);
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

    private static double seconds(Instant at) {
        return at.toEpochMilli() / MILLIS;
    }

    /// Those that have a value.
    private static List<Row<?>> rows(
            List<CertificateState> all, Function<CertificateState, Optional<Double>> value) {
        return all.stream()
                .flatMap(state ->
                        value
                                .apply(state)
                                .<Row<?>>map(number -> Row.of(tags(state), number))
                                .stream())
                .toList();
    }

    private static Row<CertificateState> row(
            CertificateState state, ToDoubleFunction<CertificateState> value) {
        return Row.of(tags(state), state, value);
    }

    private static Tags tags(CertificateState state) {
        return Tags.of(
                "name",
                state.names().first().text(),
                "variant",
                state.wanted().variant() == Variant.RSA ? "rsa" : "main");
    }

    private static MultiGauge gauge(
            MeterRegistry registry, String name, String description, Optional<String> unit) {
        MultiGauge.Builder builder =
                MultiGauge.builder("croft.certificate." + name).description(description);
        unit.ifPresent(builder::baseUnit);
        return builder.register(registry);
    }
}
