package croft.edge.admin;

import croft.edge.exchange.Traffic;
import croft.edge.listener.Listener;
import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// The edge's meters, in `/metrics`. They read what is counted anyway; nothing is counted twice.
public final class EdgeMetrics {
    private EdgeMetrics() {}

    /// Registers the meters.
    public static EdgeMetrics bind(
            MeterRegistry registry, Traffic traffic, Listener listener, Certificates certificates) {
        counter(registry, "croft.edge.exchanges", "requests begun", traffic, Traffic::exchanges);
        for (int statusClass = 2; statusClass <= 5; statusClass++) {
            int counted = statusClass;
            FunctionCounter.builder(
                            "croft.edge.responses", traffic, from -> from.responses(counted))
                    .description("final responses")
                    .tag("class", counted + "xx")
                    .register(registry);
        }
        counter(
                registry,
                "croft.edge.cancellations",
                "requests whose client went away first",
                traffic,
                Traffic::cancellations);
        counter(
                registry,
                "croft.edge.backend.failures",
                "requests whose backend failed",
                traffic,
                Traffic::failures);
        Gauge.builder("croft.edge.connections", listener, Listener::connections)
                .description("client connections open now")
                .register(registry);
        Gauge.builder("croft.edge.certificates", certificates, from -> from.held().size())
                .description("certificates in use")
                .register(registry);
        Gauge.builder("croft.edge.certificate.first.expiry", certificates, EdgeMetrics::firstExpiry)
                .description("when the first certificate in use expires")
                .baseUnit("seconds")
                .register(registry);
        return new EdgeMetrics();
    }

    private static void counter(
            MeterRegistry registry,
            String name,
            String description,
            Traffic traffic,
            ToDoubleFunction<Traffic> count) {
        FunctionCounter.builder(name, traffic, count).description(description).register(registry);
    }

    /// In seconds since 1970; not a number without certificates.
    private static double firstExpiry(Certificates certificates) {
        return certificates.held().stream()
                .map(HeldCertificate::notAfter)
                .mapToDouble(instant -> instant.getEpochSecond())
                .min()
                .orElse(Double.NaN);
    }
}
