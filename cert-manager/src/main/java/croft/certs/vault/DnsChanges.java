package croft.certs.vault;

import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The book of what we write into other people's zones: an entry is there before the record is, and
/// goes after it.
public final class DnsChanges {
    private final DnsChangeRows rows;
    private final TransactionOperations<Connection> transactions;

    public DnsChanges(Tables tables) {
        this.rows = tables.dnsChanges;
        this.transactions = tables.transactions;
    }

    /// Stores that a record will be written.
    ///
    /// @param issuance whom it is for; empty: for a trial
    public DnsChange intend(
            Optional<OpenIssuance> issuance,
            String provider,
            String owner,
            String value,
            String zone,
            Instant now) {
        UUID id = UUID.randomUUID();
        rows.save(
                new DnsChangeRow(
                        id,
                        issuance.map(OpenIssuance::id).orElse(null),
                        provider,
                        owner,
                        value,
                        zone,
                        null,
                        "intended",
                        now));
        return new DnsChange(id, provider, owner, value, Optional.of(zone), Optional.empty());
    }

    /// Stores that it is there.
    public void written(
            DnsChange change,
            Optional<OpenIssuance> issuance,
            Optional<String> record,
            Instant now) {
        rows.update(
                new DnsChangeRow(
                        change.id(),
                        issuance.map(OpenIssuance::id).orElse(null),
                        change.provider(),
                        change.owner(),
                        change.value(),
                        change.zone().orElse(null),
                        record.orElse(null),
                        "written",
                        now));
    }

    /// It is not there any more.
    public void gone(DnsChange change) {
        rows.gone(change.id());
    }

    /// All of an order.
    public List<DnsChange> of(OpenIssuance issuance) {
        return rows.of(issuance.id()).stream().map(DnsChanges::change).toList();
    }

    /// Those that no order needs any more, as it has ended or every name is proved, and those that
    /// were written before `then`: whoever still needs one of these writes it again.
    public List<DnsChange> leftOver(Instant then) {
        return rows.leftOver(then).stream().map(DnsChanges::change).toList();
    }

    /// Does something to all values of an owner while no replica of this service does. A connection
    /// is held meanwhile.
    public <T, E extends Exception> T alone(String owner, Work<T, E> work) throws E {
        Outcome<T, E> outcome =
                transactions.executeWrite(transaction -> {
                    try (PreparedStatement lock =
                            transaction
                                    .getConnection()
                                    .prepareStatement(
                                            "select pg_advisory_xact_lock(8423, hashtext(?))")) {
                        lock.setString(1, owner);
                        lock.execute();
                    } catch (SQLException e) {
                        throw new IllegalStateException("the lock of " + owner, e);
                    }
                    return Outcome.of(work);
                });
        return outcome.get();
    }

    /// What is done under the lock.
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /// A result, or a failure that is no failure of the database.
    private record Outcome<T, E extends Exception>(List<T> result, List<E> failure) {
        @SuppressWarnings("unchecked") // Work throws E and unchecked exceptions only
        static <T, E extends Exception> Outcome<T, E> of(Work<T, E> work) {
            try {
                return new Outcome<>(List.of(work.done()), List.of());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                return new Outcome<>(List.of(), List.of((E) e));
            }
        }

        T get() throws E {
            if (!failure.isEmpty()) {
                throw failure.getFirst();
            }
            return result.getFirst();
        }
    }

    private static DnsChange change(DnsChangeRow row) {
        return new DnsChange(
                row.id(),
                row.provider(),
                row.owner(),
                row.value(),
                Optional.ofNullable(row.zone()),
                Optional.ofNullable(row.record()));
    }
}
