package croft.site.release;

import croft.platform.declaration.ProjectName;
import croft.platform.journal.Sql;
import croft.site.content.BundledName;
import croft.site.store.Manifest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rows of names that look as if they carried a hash, and of files of earlier releases that are
/// still wanted by such names, in the caller's transaction.
record Names(Sql sql) {
    /// More names than this are of no release that a person made; the rest is asked about again by
    /// browsers, as everything else.
    private static final int MOST_NAMES = 20_000;

    /// Old files at once; those that are wanted longest stay.
    private static final int MOST_OLD = 5_000;

    private static final int BATCH = 1_000;

    /// A name that no release had for so long counts for nothing.
    private static final Duration FORGOTTEN = Duration.ofDays(400);

    /// Notes what the names of a release are seen with.
    void see(ProjectName project, Manifest manifest, Instant now) throws SQLException {
        List<Seen> batch = new ArrayList<>();
        int names = 0;
        for (Manifest.File file : manifest.files()) {
            String path = path(file);
            Optional<BundledName> name = BundledName.of(path);
            if (name.isPresent() && names < MOST_NAMES) {
                names++;
                batch.add(new Seen(path, name.get().pattern(), file.blob().toString()));
            }
            if (batch.size() == BATCH) {
                store(project, batch, now);
                batch.clear();
            }
        }
        store(project, batch, now);
        sql.run(
                "delete from site.hashed_name where project = ? and seen_at < ?",
                project.value(),
                now.minus(FORGOTTEN));
    }

    private void store(ProjectName project, List<Seen> batch, Instant now) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        sql.run(
                """
                insert into site.hashed_name as h (project, path, pattern, blob, changed, seen_at)
                select ?, path, pattern, blob, false, ?
                from unnest(?, ?, ?) as seen (path, pattern, blob)
                on conflict (project, path) do update
                    set changed = h.changed or h.blob <> excluded.blob,
                        blob = excluded.blob,
                        seen_at = excluded.seen_at
                """,
                project.value(),
                now,
                batch.stream().map(Seen::path).toArray(String[]::new),
                batch.stream().map(Seen::pattern).toArray(String[]::new),
                batch.stream().map(Seen::blob).toArray(String[]::new));
    }

    /// The patterns of which several contents were seen, and no name ever with two.
    Set<String> changing(ProjectName project) throws SQLException {
        return Set.copyOf(
                sql.all(
                        """
                        select pattern from site.hashed_name where project = ? group by pattern
                        having count(distinct blob) > 1 and not bool_or(changed)
                        order by max(seen_at) desc limit ?
                        """,
                        row -> row.text("pattern"),
                        project.value(),
                        MOST_NAMES));
    }

    /// What is still wanted, for serving.
    List<OldAsset> old(ProjectName project, Instant now) throws SQLException {
        return sql.all(
                "select path, blob, size, until from site.old_asset where project = ? and until > ?"
                        + " order by until desc, path limit ?",
                row ->
                        new OldAsset(
                                row.text("path"),
                                Register.blob(row.text("blob")),
                                row.number("size"),
                                row.instant("until")),
                project.value(),
                now,
                MOST_OLD);
    }

    /// The blobs of every project that are still wanted, as text.
    List<OldAsset> allOld(Instant now) throws SQLException {
        return sql.all(
                "select path, blob, size, until from site.old_asset where until > ?",
                row ->
                        new OldAsset(
                                row.text("path"),
                                Register.blob(row.text("blob")),
                                row.number("size"),
                                row.instant("until")),
                now);
    }

    /// Keeps the files that `after` lacks and whose names look hashed, until `until`, and forgets
    /// those that it has.
    void retire(ProjectName project, Manifest before, Manifest after, Instant until, Instant now)
            throws SQLException {
        if (until.isAfter(now)) {
            List<Manifest.File> gone = new ArrayList<>();
            before.compare(
                    after,
                    change -> {
                        if (change instanceof Manifest.Change.Removed(Manifest.File file)
                                && gone.size() < MOST_OLD
                                && BundledName.of(path(file)).isPresent()) {
                            gone.add(file);
                        }
                    });
            sql.run(
                    """
                    insert into site.old_asset as o (project, path, blob, size, until)
                    select ?, path, blob, size, ? from unnest(?, ?, ?) as gone (path, blob, size)
                    on conflict (project, path) do update
                        set blob = excluded.blob, size = excluded.size, until = excluded.until
                    """,
                    project.value(),
                    until,
                    gone.stream().map(Names::path).toArray(String[]::new),
                    gone.stream().map(f -> f.blob().toString()).toArray(String[]::new),
                    gone.stream().map(Manifest.File::size).toArray(Long[]::new));
        }
        List<String> back = new ArrayList<>();
        for (OldAsset old : old(project, now)) {
            if (after.find(Manifests.path(old.path())).isPresent()) {
                back.add(old.path());
            }
        }
        sql.run(
                "delete from site.old_asset where project = ? and (until <= ? or path = any (?))",
                project.value(),
                now,
                back.toArray(String[]::new));
    }

    private static String path(Manifest.File file) {
        return String.join("/", file.path().segments());
    }

    /// A row to be written.
    private record Seen(String path, String pattern, String blob) {}
}
