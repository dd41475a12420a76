package croft.chat;

import croft.chat.ledger.DatabaseLedger;
import croft.chat.ledger.DatabaseNotebook;
import croft.chat.ledger.Events;
import croft.chat.ledger.Ghosts;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Pastes;
import croft.chat.ledger.Tables;
import croft.chat.relay.Relay;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Puts the parts together that know nothing of Micronaut.
@Factory
final class Wiring {
    @Singleton
    Ledger ledger(Tables tables, Database database) {
        return new DatabaseLedger(tables, database);
    }

    @Singleton
    Notebook notebook(Tables tables) {
        return new DatabaseNotebook(tables);
    }

    @Singleton
    Ghosts ghosts(Tables tables, Secrets secrets) {
        return new Ghosts(tables, Seal.of(secrets));
    }

    @Singleton
    Events events(Tables tables) {
        return new Events(tables);
    }

    @Singleton
    Pastes pastes(Tables tables) {
        return new Pastes(tables);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Relay relay(Ledger ledger, InstantSource clock) {
        return new Relay(ledger, clock, new LoggedAlarms());
    }
}
