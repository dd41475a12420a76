package croft.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The SQL of the journal. Why its ids are seen in order is told where it is made so: at
/// `platform.append_event` in db-migrations.
public final class Journal {
    /// The channel that an append notifies. The notification says only "look".
    static final String CHANNEL = "platform_event";

    private Journal() {}

    /// Appends an event as part of the connection's transaction, and wakes the readers when that
    /// commits. Appending transactions run one after another from here to their end: append last,
    /// and commit at once.
    ///
    /// @return the event's id
    public static long append(Connection connection, Event event) throws SQLException {
        Map<String, String> attributes = event.attributes();
        return number(
                connection,
                "select platform.append_event(?, ?, ?, jsonb_object(?, ?)) as n",
                event.kind(),
                event.subject(),
                event.keys().toArray(String[]::new),
                attributes.keySet().toArray(String[]::new),
                attributes.values().toArray(String[]::new));
    }

    /// Deletes the events older than `keep` and moves the floor. Called by cert-manager alone, once
    /// an hour: one service prunes, so that one setting says how long events are kept.
    ///
    /// @return how many events went
    public static long prune(Connection connection, Duration keep) throws SQLException {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException(
                    "keep: " + keep + " (expected: a positive duration)");
        }
        return number(
                connection,
                "select platform.prune_events(? * interval '1 second') as n",
                keep.toSeconds());
    }

    /// Of each subject, the kind of its newest event among these kinds. Tells whether something
    /// that lasts was told of, and not yet its end.
    public static Map<String, String> newest(Connection connection, List<String> kinds)
            throws SQLException {
        Map<String, String> newest = new LinkedHashMap<>();
        new Sql(connection)
                .all(
                        """
                        select distinct on (subject) subject, kind from platform.event
                        where kind = any (?) order by subject, id desc
                        """,
                        row -> Map.entry(row.text("subject"), row.text("kind")),
                        (Object) kinds.toArray(String[]::new))
                .forEach(each -> newest.put(each.getKey(), each.getValue()));
        return newest;
    }

    static long open(Connection connection, ReaderName name, boolean atHead) throws SQLException {
        return number(connection, "select platform.open_reader(?, ?) as n", name.value(), atHead);
    }

    static void advance(Connection connection, ReaderName name, long position) throws SQLException {
        new Sql(connection).run("select platform.advance_reader(?, ?)", name.value(), position);
    }

    static long floor(Connection connection) throws SQLException {
        return number(connection, "select platform.journal_floor() as n");
    }

    static long head(Connection connection) throws SQLException {
        return number(connection, "select platform.journal_head() as n");
    }

    /// The next events after `position`, at most `most`, oldest first.
    static List<RecordedEvent> after(Connection connection, long position, int most)
            throws SQLException {
        return new Sql(connection)
                .all(
                        """
                        select id, at, kind, subject, keys,
                               array(select key from jsonb_each_text(attributes) order by key) as names,
                               array(select value from jsonb_each_text(attributes) order by key) as "values"
                        from platform.event where id > ? order by id limit ?
                        """,
                        Journal::event,
                        position,
                        most);
    }

    private static RecordedEvent event(Sql.Row row) throws SQLException {
        String[] names = row.texts("names");
        String[] values = row.texts("values");
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            attributes.put(names[i], values[i]);
        }
        return new RecordedEvent(
                row.number("id"),
                row.instant("at"),
                new Event(
                        row.text("kind"),
                        row.text("subject"),
                        List.of(row.texts("keys")),
                        attributes));
    }

    /// What the one row of a query has in its column `n`.
    private static long number(Connection connection, String sql, Object... values)
            throws SQLException {
        return new Sql(connection).first(sql, row -> row.number("n"), values).orElseThrow();
    }
}
