package croft.platform.service;

import croft.platform.journal.Database;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/// The database for what needs a connection of its own beside the pool, as readers of the journal
/// do. There only in services with a database.
@Factory
@Requires(property = "datasources.default.url")
final class DatabaseAccess {
    @Singleton
    Database database(
            @Property(name = "datasources.default.url") String url,
            @Property(name = "datasources.default.username") String role,
            @Property(name = "datasources.default.password") String password) {
        return new Database(url, role, password);
    }
}
