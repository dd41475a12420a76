package croft.site;

import croft.platform.declaration.HostName;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.site.content.SurrogateKey;
import croft.site.watch.Changes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// Records what changed in the journal, from where caches learn it. Called on the watching thread.
@Singleton
final class JournalChanges implements Changes {
    private static final String FOLDER_CHANGED = "folder.changed";

    private final DataSource database;

    JournalChanges(DataSource database) {
        this.database = database;
    }

    @Override
    public void changed(HostName site, List<SurrogateKey> keys) throws NotRecorded {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Journal.append(
                    connection,
                    new Event(
                            FOLDER_CHANGED,
                            site.value(),
                            keys.stream().map(SurrogateKey::value).toList()));
            connection.commit();
        } catch (SQLException e) {
            throw new NotRecorded("the journal is out of reach: " + e.getMessage(), e);
        }
    }
}
