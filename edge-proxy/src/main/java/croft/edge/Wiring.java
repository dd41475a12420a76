package croft.edge;

import croft.edge.admin.CacheOverview;
import croft.edge.admin.EdgeMetrics;
import croft.edge.admin.EdgeReadiness;
import croft.edge.admin.EdgeStatus;
import croft.edge.admin.Explainer;
import croft.edge.admin.LimitMetrics;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Readiness;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.StatusDetail;
import croft.platform.service.Variables;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The beans of the edge.
@Factory
final class Wiring {
    @Singleton
    EdgeSettings settings(Variables variables) {
        return EdgeSettings.of(variables);
    }

    @Context
    @Bean(preDestroy = "close")
    Edge edge(
            EdgeSettings settings,
            Variables variables,
            ServiceEnvironment environment,
            Secrets secrets,
            LiveDeclaration declaration,
            InstantSource clock) {
        Database database =
                new Database(
                        variables.text("CROFT_DATABASE_URL"),
                        "edge",
                        secrets.read(new SecretName("database-edge")));
        return new Edge(
                settings, environment.state(), database, Seal.of(secrets), declaration, clock);
    }

    @Singleton
    StatusDetail status(Edge edge, EdgeSettings settings, LiveDeclaration declaration) {
        return new EdgeStatus(
                declaration,
                edge.certificates,
                edge.backends,
                edge.listener,
                edge.lines,
                edge.limits,
                edge.serving,
                settings.doors());
    }

    @Singleton
    Readiness readiness(Edge edge, LiveDeclaration declaration) {
        return new EdgeReadiness(declaration, edge.certificates, edge.vault);
    }

    @Singleton
    CacheOverview cache(Edge edge, LiveDeclaration declaration) {
        return new CacheOverview(edge.cache, declaration);
    }

    @Singleton
    Explainer explainer(Edge edge, EdgeSettings settings, InstantSource clock) {
        return new Explainer(
                edge.routes::get,
                edge.certificates,
                edge.cache.store(),
                settings.publicHttpsPort(),
                clock);
    }

    @Context
    LimitMetrics limitMetrics(Edge edge, MeterRegistry registry, LiveDeclaration declaration) {
        return LimitMetrics.bind(registry, edge.limits, declaration);
    }

    @Context
    EdgeMetrics metrics(Edge edge, MeterRegistry registry, LiveDeclaration declaration) {
        return EdgeMetrics.bind(
                registry,
                edge.traffic,
                edge.listener,
                edge.certificates,
                edge.cache,
                edge.lines,
                declaration);
    }
}
