package croft.edge.outage;

import croft.platform.journal.Database;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the journal says of backends. Blocking; one thread at a time.
final class OutageJournal {
    static final String FAILING = "backend.failing";
    static final String RECOVERED = "backend.recovered";

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
        try (Connection connection = database.connect("outages")) {
            Set<String> open = new HashSet<>();
            Journal.newest(connection, List.of(FAILING, RECOVERED))
                    .forEach((host, kind) -> {
                        if (kind.equals(FAILING)) {
                            open.add(host);
                        }
                    });
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
