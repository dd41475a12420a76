package croft.site.release;

import croft.platform.declaration.ProjectName;
import croft.platform.journal.Sql;
import croft.site.store.BlobId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows of projects, releases and promotions, in the caller's transaction.
record Register(Sql sql) {
    private static final String RELEASE =
            "select manifest, files, octets, note, made_at, made_by from site.release ";

    private static final String PROMOTION =
            "select id, manifest, means, at, by, before from site.promotion ";

    /// Makes the project known and keeps others from changing anything of it until the transaction
    /// ends.
    void lock(ProjectName project, Instant now) throws SQLException {
        sql.run(
                "insert into site.project (name, created_at) values (?, ?) on conflict do nothing",
                project.value(),
                now);
        sql.first(
                "select name from site.project where name = ? for update",
                row -> row.text("name"),
                project.value());
    }

    List<ProjectName> projects() throws SQLException {
        return sql.all(
                "select name from site.project order by name",
                row -> new ProjectName(row.text("name")));
    }

    /// Newest first.
    List<Release> releases(ProjectName project) throws SQLException {
        return sql.all(
                RELEASE + "where project = ? order by made_at desc, manifest",
                Register::release,
                project.value());
    }

    Optional<Release> release(ProjectName project, Label label) throws SQLException {
        return sql.first(
                RELEASE + "where project = ? and left(manifest, 12) = ?",
                Register::release,
                project.value(),
                label.text());
    }

    /// Every list of files that a kept release of any project has.
    List<BlobId> manifests() throws SQLException {
        return sql.all(
                "select distinct manifest from site.release", row -> blob(row.text("manifest")));
    }

    boolean isKept(BlobId manifest) throws SQLException {
        return sql.first(
                        "select 1 as one from site.release where manifest = ? limit 1",
                        row -> row.number("one"),
                        manifest.toString())
                .isPresent();
    }

    /// Keeps a release, or the one that is there already with these files.
    ///
    /// @return what is kept
    Release keep(ProjectName project, Release release, Instant now) throws SQLException {
        return sql.first(
                        """
                        insert into site.release as r
                            (project, manifest, files, octets, note, made_at, made_by, touched_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (project, manifest) do update
                            set touched_at = excluded.touched_at,
                                note = case when excluded.note = '' then r.note else excluded.note end
                        returning manifest, files, octets, note, made_at, made_by
                        """,
                        Register::release,
                        project.value(),
                        release.manifest().toString(),
                        release.files(),
                        release.octets(),
                        release.note(),
                        release.made(),
                        release.by(),
                        now)
                .orElseThrow();
    }

    boolean delete(ProjectName project, BlobId manifest) throws SQLException {
        return sql.run(
                        "delete from site.release where project = ? and manifest = ?",
                        project.value(),
                        manifest.toString())
                > 0;
    }

    /// Deletes all but the current release and the `keep` others that were touched last.
    ///
    /// @return how many
    int trim(ProjectName project, int keep) throws SQLException {
        return sql.run(
                """
                delete from site.release where project = ? and manifest in (
                    select manifest from site.release
                    where project = ? and manifest is distinct from (
                        select manifest from site.promotion
                        where project = ? order by id desc limit 1)
                    order by touched_at desc, made_at desc, manifest offset ?)
                """,
                project.value(),
                project.value(),
                project.value(),
                keep);
    }

    Optional<Step> current(ProjectName project) throws SQLException {
        return sql.first(
                PROMOTION + "where project = ? order by id desc limit 1",
                Register::step,
                project.value());
    }

    /// What a rollback returns to: the newest of those before it whose release is kept and is
    /// another one.
    Optional<Step> before(ProjectName project, Step current) throws SQLException {
        return sql.first(
                """
                with recursive back as (
                    select * from site.promotion where id = ?
                    union all
                    select p.* from site.promotion p join back on p.id = back.before)
                select back.id, back.manifest, back.means, back.at, back.by, back.before from back
                join site.release r on r.project = back.project and r.manifest = back.manifest
                where back.project = ? and back.manifest <> ?
                order by back.id desc limit 1
                """,
                Register::step,
                current.before().orElse(null),
                project.value(),
                current.promotion().manifest().toString());
    }

    /// Makes a release current.
    ///
    /// @param before what a rollback returns to
    Promotion promote(
            ProjectName project,
            BlobId manifest,
            Promotion.Means means,
            String by,
            Instant now,
            Optional<Long> before)
            throws SQLException {
        sql.run(
                "update site.release set touched_at = ? where project = ? and manifest in (?,"
                        + " (select manifest from site.promotion where project = ? order by id desc"
                        + " limit 1))",
                now,
                project.value(),
                manifest.toString(),
                project.value());
        return sql.first(
                        """
                        insert into site.promotion (project, manifest, means, at, by, before)
                        values (?, ?, ?, ?, ?, ?) returning id, manifest, means, at, by, before
                        """,
                        Register::step,
                        project.value(),
                        manifest.toString(),
                        means.word(),
                        now,
                        by,
                        before.orElse(null))
                .orElseThrow()
                .promotion();
    }

    private static Release release(Sql.Row row) throws SQLException {
        return new Release(
                blob(row.text("manifest")),
                Math.toIntExact(row.number("files")),
                row.number("octets"),
                row.text("note"),
                row.instant("made_at"),
                row.text("made_by"));
    }

    private static Step step(Sql.Row row) throws SQLException {
        return new Step(
                new Promotion(
                        row.number("id"),
                        blob(row.text("manifest")),
                        Promotion.Means.of(row.text("means")),
                        row.instant("at"),
                        row.text("by")),
                row.numberIfAny("before"));
    }

    static BlobId blob(String text) {
        return BlobId.parse(text)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "\"" + text + "\" in the database (expected: a SHA-256)"));
    }

    /// A promotion, and which one a rollback from it returns to.
    record Step(Promotion promotion, Optional<Long> before) {}
}
