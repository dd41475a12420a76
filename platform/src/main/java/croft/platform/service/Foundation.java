package croft.platform.service;

import croft.platform.secret.Secrets;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/// Beans that every service has. (`InstantSource` is Micronaut's own.)
@Factory
final class Foundation {
    @Singleton
    Secrets secrets(ServiceEnvironment environment, Variables variables) {
        return Secrets.of(environment.secrets(), variables.all());
    }

    /// The meters; services add theirs to `MeterRegistry`.
    @Singleton
    @Bean(preDestroy = "close")
    PrometheusMeterRegistry meters(ServiceIdentity identity) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("service", identity.name());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        bindCollectors(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        return registry;
    }

    /// How often collectors ran, and for how long: read off when somebody asks. Micrometer's own
    /// binder has the JVM tell it of each collection instead, which under load costs half as much
    /// again as collecting.
    private static void bindCollectors(MeterRegistry registry) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder(
                            "jvm.gc.pause",
                            collector,
                            GarbageCollectorMXBean::getCollectionCount,
                            GarbageCollectorMXBean::getCollectionTime,
                            TimeUnit.MILLISECONDS)
                    .description("Time spent in garbage collection")
                    .tag("gc", collector.getName())
                    .register(registry);
        }
    }
}
