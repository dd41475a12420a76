package croft.wiki;

import croft.platform.declaration.HostName;
import croft.wiki.sync.LiveGarden;
import croft.wiki.sync.LiveGardens;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Meters of each wiki: what is in it, how often it changed, when its folder was looked at last,
/// and how many changes caches do not know of yet.
@Context
final class WikiMeters {
    private final MeterRegistry registry;
    private final LiveGardens gardens;
    private final Map<HostName, Meters> meters = new ConcurrentHashMap<>();

    WikiMeters(MeterRegistry registry, WikiSites sites) {
        this.registry = registry;
        this.gardens = sites.gardens();
        gardens.onChange((host, _) -> meters(host).changes.increment());
        gardens.all().forEach(wiki -> meters(wiki.host()));
    }

    private Meters meters(HostName host) {
        meters.forEach((known, old) -> {
            if (!gardens.hosts().contains(known) && meters.remove(known, old)) {
                old.all.forEach(registry::remove);
            }
        });
        return meters.computeIfAbsent(host, this::of);
    }

    private Meters of(HostName host) {
        String site = host.value();
        LongAdder changes = new LongAdder();
        List<Meter> all = new ArrayList<>();
        all.add(
                Gauge.builder("wiki.pages", gardens, it -> pages(it, host))
                        .description("Pages of the wiki")
                        .tag("site", site)
                        .register(registry));
        all.add(
                Gauge.builder("wiki.files", gardens, it -> files(it, host))
                        .description("Files of the wiki that are not pages")
                        .tag("site", site)
                        .register(registry));
        all.add(
                FunctionCounter.builder("wiki.changes", changes, LongAdder::sum)
                        .description("How often the wiki became another")
                        .tag("site", site)
                        .register(registry));
        all.add(
                TimeGauge.builder("wiki.looked", gardens, TimeUnit.SECONDS, it -> looked(it, host))
                        .description("When the folder was looked at last, in Unix time")
                        .tag("site", site)
                        .register(registry));
        all.add(
                Gauge.builder("wiki.events.waiting", gardens, it -> it.untold(host))
                        .description("Changes that caches are still to be told")
                        .tag("site", site)
                        .register(registry));
        return new Meters(changes, all);
    }

    @PreDestroy
    void close() {
        meters.values().forEach(wiki -> wiki.all.forEach(registry::remove));
    }

    private static double pages(LiveGardens gardens, HostName host) {
        return gardens.now(host).map(garden -> garden.notes().size()).orElse(0);
    }

    private static double files(LiveGardens gardens, HostName host) {
        return gardens.now(host).map(garden -> garden.attachments().size()).orElse(0);
    }

    private static double looked(LiveGardens gardens, HostName host) {
        return gardens.garden(host)
                .flatMap(LiveGarden::lookedAt)
                .map(Instant::getEpochSecond)
                .orElse(0L);
    }

    /// Of one wiki.
    private record Meters(LongAdder changes, List<Meter> all) {}
}
