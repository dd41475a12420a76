package croft.platform.service;

import croft.platform.secret.Secrets;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

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
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        return registry;
    }

    /// Separate, as it listens to the collectors until it is closed.
    @Context
    @Bean(preDestroy = "close")
    JvmGcMetrics collections(PrometheusMeterRegistry registry) {
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(registry);
        return collections;
    }
}
