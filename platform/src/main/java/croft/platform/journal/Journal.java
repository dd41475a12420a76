package croft.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        event.attributes()
                .forEach((name, value) -> {
                    names.add(name);
                    values.add(value);
                });
        try (PreparedStatement append =
                connection.prepareStatement(
                        "select platform.append_event(?, ?, ?, jsonb_object(?, ?))")) {
            append.setString(1, event.kind());
            append.setString(2, event.subject());
            append.setArray(3, connection.createArrayOf("text", event.keys().toArray()));
            append.setArray(4, connection.createArrayOf("text", names.toArray()));
            append.setArray(5, connection.createArrayOf("text", values.toArray()));
            return number(append);
        }
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
        try (PreparedStatement prune =
                connection.prepareStatement(
                        "select platform.prune_events(? * interval '1 second')")) {
            prune.setLong(1, keep.toSeconds());
            return number(prune);
        }
    }

    /// Of each subject, the kind of its newest event among these kinds. Tells whether something that
    /// lasts was told of, and not yet its end.
    public static Map<String, String> newest(Connection connection, List<String> kinds)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        select distinct on (subject) subject, kind from platform.event
                        where kind = any (?) order by subject, id desc
                        """)) {
            select.setArray(1, connection.createArrayOf("text", kinds.toArray()));
            Map<String, String> newest = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    newest.put(text(row, 1), text(row, 2));
                }
            }
            return newest;
        }
    }

    static long open(Connection connection, ReaderName name, boolean atHead) throws SQLException {
        try (PreparedStatement open =
                connection.prepareStatement("select platform.open_reader(?, ?)")) {
            open.setString(1, name.value());
            open.setBoolean(2, atHead);
            return number(open);
        }
    }

    static void advance(Connection connection, ReaderName name, long position) throws SQLException {
        try (PreparedStatement advance =
                connection.prepareStatement("select platform.advance_reader(?, ?)")) {
            advance.setString(1, name.value());
            advance.setLong(2, position);
            advance.execute();
        }
    }

    static long floor(Connection connection) throws SQLException {
        try (PreparedStatement floor =
                connection.prepareStatement("select platform.journal_floor()")) {
            return number(floor);
        }
    }

    static long head(Connection connection) throws SQLException {
        try (PreparedStatement head =
                connection.prepareStatement("select platform.journal_head()")) {
            return number(head);
        }
    }

    /// The next events after `position`, at most `most`, oldest first.
    static List<RecordedEvent> after(Connection connection, long position, int most)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        select id, at, kind, subject, keys,
                               array(select key from jsonb_each_text(attributes) order by key),
                               array(select value from jsonb_each_text(attributes) order by key)
                        from platform.event where id > ? order by id limit ?
                        """)) {
            select.setLong(1, position);
            select.setInt(2, most);
            List<RecordedEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
            return events;
        }
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        String[] names = texts(row, 6);
        String[] values = texts(row, 7);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            attributes.put(names[i], values[i]);
        }
        Timestamp at = row.getTimestamp(2);
        return new RecordedEvent(
                row.getLong(1),
                at == null ? Instant.EPOCH : at.toInstant(),
                new Event(text(row, 3), text(row, 4), List.of(texts(row, 5)), attributes));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static String[] texts(ResultSet row, int column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
