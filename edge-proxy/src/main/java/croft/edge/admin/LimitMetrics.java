package croft.edge.admin;

import croft.edge.limit.Limits;
import croft.edge.limit.Refusals.Reason;
import croft.edge.limit.SiteBandwidth;
import croft.platform.declaration.HostName;
import croft.platform.service.LiveDeclaration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// The meters of the limits, in `/metrics`: who was turned away and why, and what sites with a
/// daily budget have sent.
public final class LimitMetrics {
    private LimitMetrics() {}

    /// Registers the meters.
    public static LimitMetrics bind(
            MeterRegistry registry, Limits limits, LiveDeclaration declaration) {
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder(
                            "croft.edge.turned.away", limits, from -> from.refusals().of(reason))
                    .description("connections and requests that were turned away")
                    .tag("reason", reason.word())
                    .register(registry);
        }
        Gauge.builder("croft.edge.addresses", limits, Limits::addresses)
                .description("addresses whose use is remembered")
                .register(registry);
        Gauge.builder("croft.edge.waiting", limits, from -> from.waiting().octets())
                .description("in memory outside the store: waits for clients and backends")
                .baseUnit("bytes")
                .register(registry);
        declaration.onChange(now ->
                now.sites().stream()
                        .filter(site -> site.limits().bandwidthPerDay().isPresent())
                        .forEach(site -> site(registry, limits, site.host())));
        return new LimitMetrics();
    }

    /// A site's meters; registering them again changes nothing.
    private static void site(MeterRegistry registry, Limits limits, HostName site) {
        Gauge.builder(
                        "croft.edge.bandwidth.sent",
                        limits,
                        from -> from.bandwidth().of(site).map(SiteBandwidth::sent).orElse(0L))
                .description("sent since midnight UTC")
                .baseUnit("bytes")
                .tag("site", site.value())
                .register(registry);
        Gauge.builder(
                        "croft.edge.bandwidth.slow",
                        limits,
                        from ->
                                from.bandwidth().of(site).map(SiteBandwidth::isSlow).orElse(false)
                                        ? 1
                                        : 0)
                .description("1 while what the site sends has to wait for its turn")
                .tag("site", site.value())
                .register(registry);
    }
}
