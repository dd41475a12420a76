package croft.chat.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Messages that are read by a link, as their text is too long for a chat. There is one key for a
/// message, which nobody can guess; what is read is what the message says now, as long as its text
/// is kept. Any thread that may block.
public final class Pastes {
    private final Tables tables;

    public Pastes(Tables tables) {
        this.tables = tables;
    }

    /// Lets the message of a delivery be read.
    ///
    /// @return its key, the same each time; empty if there is no such delivery
    public Optional<UUID> open(UUID delivery, Instant now) throws LedgerAway {
        return tables.transactions.in(() -> {
            int _ = tables.pastes.add(delivery, now);
            return tables.pastes.key(delivery);
        });
    }

    /// What is read by a key.
    ///
    /// @return empty if there is nothing, or it was taken back, or is not kept any more
    public Optional<Paste> read(UUID key) throws LedgerAway {
        return tables.transactions.in(() ->
                tables.pastes
                        .of(key)
                        .map(row ->
                                new Paste(
                                        Optional.ofNullable(row.author()),
                                        row.saidAt(),
                                        Optional.ofNullable(row.editedAt()),
                                        row.markdown(),
                                        Optional.ofNullable(row.files()))));
    }

    /// What somebody said.
    ///
    /// @param author empty where this bridge says it
    /// @param files their names, if there are any
    public record Paste(
            Optional<String> author,
            Instant saidAt,
            Optional<Instant> editedAt,
            String markdown,
            Optional<String> files) {}
}
