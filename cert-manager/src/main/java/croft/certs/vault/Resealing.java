package croft.certs.vault;

import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals anew what the `vault-key` before this one has sealed, so that the old one can be thrown
/// away. Repeatable: each row is a transaction of its own.
public final class Resealing {
    private static final Logger log = LoggerFactory.getLogger(Resealing.class);

    /// Every column that holds something sealed, and the context of its rows.
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("authority", "sealed_key", "certs.authority:"),
                    new Column("version", "sealed_key", "certs.version:"),
                    new Column("account", "sealed_key", "certs.account:"),
                    new Column("account", "sealed_next_key", "certs.account.next:"),
                    new Column("issuance", "sealed_key", "certs.issuance:"),
                    new Column("challenge_answer", "sealed_key", "certs.challenge_answer:"));

    private final TransactionOperations<Connection> transactions;
    private final Seal seal;

    public Resealing(Tables tables, Seal seal) {
        this.transactions = tables.transactions;
        this.seal = seal;
    }

    /// Seals everything anew that is not sealed with the present key.
    ///
    /// @return how many keys
    public int run() {
        int count = 0;
        for (Column column : COLUMNS) {
            for (UUID id : sealedBefore(column)) {
                count += reseal(column, id) ? 1 : 0;
            }
        }
        if (count > 0) {
            log.info(
                    "{} keys are sealed with the new vault-key; {} can be removed once every service"
                            + " was started anew",
                    count,
                    Seal.PREVIOUS);
        }
        return count;
    }

    private List<UUID> sealedBefore(Column column) {
        return transactions.executeRead(transaction -> {
            List<UUID> found = new ArrayList<>();
            try (PreparedStatement statement =
                            transaction
                                    .getConnection()
                                    .prepareStatement(
                                            "select id, %2$s from certs.%1$s where %2$s is not null"
                                                    .formatted(column.table(), column.name()));
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!seal.isCurrent(rows.getBytes(2))) {
                        found.add(rows.getObject(1, UUID.class));
                    }
                }
                return found;
            } catch (SQLException e) {
                throw new DataAccessException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private boolean reseal(Column column, UUID id) {
        return transactions.executeWrite(transaction -> {
            Connection connection = transaction.getConnection();
            try (PreparedStatement read =
                            connection.prepareStatement(
                                    "select %2$s from certs.%1$s where id = ? for update"
                                            .formatted(column.table(), column.name()));
                    PreparedStatement write =
                            connection.prepareStatement(
                                    "update certs.%1$s set %2$s = ? where id = ?"
                                            .formatted(column.table(), column.name()))) {
                read.setObject(1, id);
                try (ResultSet row = read.executeQuery()) {
                    if (!row.next() || row.getBytes(1) == null) {
                        return false;
                    }
                    SealContext context = new SealContext(column.context() + id);
                    byte[] plain = seal.open(context, row.getBytes(1));
                    write.setBytes(1, seal.seal(context, plain));
                    Arrays.fill(plain, (byte) 0);
                }
                write.setObject(2, id);
                return write.executeUpdate() == 1;
            } catch (CannotOpen e) {
                log.warn("certs.{} {} is not sealed anew: {}", column.table(), id, e.getMessage());
                return false;
            } catch (SQLException e) {
                throw new DataAccessException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /// A column that holds something sealed.
    private record Column(String table, String name, String context) {}
}
