package croft.edge.outage;

import croft.platform.journal.Database;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// What the journal says of backends. Blocking; one thread at a time.
final class OutageJournal {
    private final Database database;

    /// Whether somebody may have been told of an outage and not of its end: not known at first.
    private boolean mayHaveOpen = true;

    OutageJournal(Database database) {
        this.database = database;
    }

    boolean mayHaveOpen() {
        return mayHaveOpen;
    }

    /// The hosts whose last event of this kind was a failure.
    Set<String> open() throws SQLException {
        try (Connection connection = database.connect("outages");
                PreparedStatement select =
                        connection.prepareStatement(
                                """
                                select subject from (
                                    select distinct on (subject) subject, kind from platform.event
                                    where kind in ('backend.failing', 'backend.recovered')
                                    order by subject, id desc) as last
                                where kind = 'backend.failing'
                                """);
                ResultSet row = select.executeQuery()) {
            Set<String> open = new HashSet<>();
            while (row.next()) {
                String subject = row.getString(1);
                if (subject != null) {
                    open.add(subject);
                }
            }
            mayHaveOpen = !open.isEmpty();
            return open;
        }
    }

    void say(Event event) throws SQLException {
        mayHaveOpen = true;
        try (Connection connection = database.connect("outages")) {
            connection.setAutoCommit(false);
            Journal.append(connection, event);
            connection.commit();
        }
    }
}
