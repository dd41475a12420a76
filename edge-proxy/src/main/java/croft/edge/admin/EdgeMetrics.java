package croft.edge.admin;

import croft.edge.exchange.CacheCounters;
import croft.edge.exchange.SharedCache;
import croft.edge.exchange.Traffic;
import croft.edge.listener.Listener;
import croft.edge.logfile.LineWriter;
import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import croft.platform.service.LiveDeclaration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// The edge's meters, in `/metrics`. They read what is counted anyway; nothing is counted twice.
public final class EdgeMetrics {
    private EdgeMetrics() {}

    /// Registers the meters.
    public static EdgeMetrics bind(
            MeterRegistry registry,
            Traffic traffic,
            Listener listener,
            Certificates certificates,
            SharedCache cache,
            LineWriter log,
            LiveDeclaration declaration) {
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
        cache(registry, cache);
        lines(registry, log, "written", LineWriter::written);
        lines(registry, log, "dropped", LineWriter::dropped);
        declaration.onChange(
                now -> now.sites().forEach(site -> site(registry, cache.counters(), site.host())));
        return new EdgeMetrics();
    }

    private static void cache(MeterRegistry registry, SharedCache cache) {
        Gauge.builder("croft.edge.cache.used", cache.memory(), from -> from.budget().used())
                .description("taken by stored responses and those being received")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("croft.edge.cache.limit", cache.memory(), from -> from.budget().limit())
                .description("bound of what the cache may take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("croft.edge.cache.fetches", cache, SharedCache::fetches)
                .description("requests under way for the store")
                .register(registry);
    }

    private static void lines(
            MeterRegistry registry,
            LineWriter log,
            String result,
            ToDoubleFunction<LineWriter> count) {
        FunctionCounter.builder("croft.edge.log.lines", log, count)
                .description("lines of the access log")
                .tag("result", result)
                .register(registry);
    }

    /// A site's meters; registering them again changes nothing.
    private static void site(MeterRegistry registry, CacheCounters counters, HostName site) {
        outcome(registry, counters, site, "hit", CacheCounters.Count::hits);
        outcome(registry, counters, site, "stale", CacheCounters.Count::stale);
        outcome(registry, counters, site, "miss", CacheCounters.Count::misses);
        outcome(registry, counters, site, "pass", CacheCounters.Count::passes);
        octets(registry, counters, site, "store", CacheCounters.Count::octetsFromStore);
        octets(registry, counters, site, "backend", CacheCounters.Count::octetsFromBackend);
    }

    private static void outcome(
            MeterRegistry registry,
            CacheCounters counters,
            HostName site,
            String result,
            ToDoubleFunction<CacheCounters.Count> count) {
        FunctionCounter.builder(
                        "croft.edge.cache.requests",
                        counters,
                        from -> count.applyAsDouble(from.count(site)))
                .description("requests by what the cache did")
                .tag("site", site.value())
                .tag("result", result)
                .register(registry);
    }

    private static void octets(
            MeterRegistry registry,
            CacheCounters counters,
            HostName site,
            String from,
            ToDoubleFunction<CacheCounters.Count> count) {
        FunctionCounter.builder(
                        "croft.edge.cache.octets",
                        counters,
                        all -> count.applyAsDouble(all.count(site)))
                .description("octets of bodies by where they came from")
                .baseUnit("bytes")
                .tag("site", site.value())
                .tag("from", from)
                .register(registry);
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
