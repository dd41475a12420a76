package croft.site.release;

import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.platform.journal.Sql;
import croft.site.store.BlobId;
import croft.site.store.Manifest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/// The operations on releases. Each is one transaction that locks the project, so that those of one
/// project come one after another, and ends with the event for caches.
///
/// **The order of the last steps matters.** The edge asks again for what changed as soon as the
/// event is committed, and keeps the answer for an hour. So the new state is served an instant
/// *before* the commit: whoever hears the event meets it. Should the commit fail, the old state is
/// put back; what was served in between was a whole release that the owner had asked for. A replica
/// that learns of it later says so in an event of its own: see [Follower].
///
/// Any thread; blocks.
public final class Releases {
    static final String DEPLOYED = "site.deployed";

    /// Of hosts for previews: a release is gone.
    static final String WITHDRAWN = "site.withdrawn";

    private final DataSource database;
    private final Manifests manifests;
    private final Shelf shelf;
    private final LocalCopies copies;
    private final Function<ProjectName, Terms> terms;
    private final InstantSource clock;

    /// Operations on what `database` holds.
    ///
    /// @param terms what the declaration says of a project now
    public Releases(
            DataSource database,
            Manifests manifests,
            Shelf shelf,
            LocalCopies copies,
            Function<ProjectName, Terms> terms,
            InstantSource clock) {
        this.database = database;
        this.manifests = manifests;
        this.shelf = shelf;
        this.copies = copies;
        this.terms = terms;
        this.clock = clock;
    }

    /// How a project stands in the database; empty if nobody ever made a token for it or deployed.
    public Optional<Standing> standing(ProjectName project) throws OutOfReach {
        return read(sql ->
                new Register(sql).projects().contains(project)
                        ? Optional.of(standing(sql, project))
                        : Optional.empty());
    }

    public List<ProjectName> projects() throws OutOfReach {
        return read(sql -> new Register(sql).projects());
    }

    /// Keeps a release whose files are all in the store, and makes it current unless it is only to
    /// be looked at.
    ///
    /// @param id what [Manifests#write] gave for `manifest`
    /// @param by whose token it is
    public Outcome deploy(
            ProjectName project,
            BlobId id,
            Manifest manifest,
            String note,
            String by,
            boolean preview)
            throws OutOfReach, IOException {
        Release deployed = new Release(id, manifest.count(), manifest.octets(), note, now(), by);
        return change(
                project,
                step -> {
                    Release kept = step.register().keep(project, deployed, step.now());
                    step.names().see(project, manifest, step.now());
                    return preview
                            ? new Outcome.Kept(kept)
                            : step.promote(kept, Promotion.Means.DEPLOY, by);
                });
    }

    /// Makes a kept release current.
    public Outcome promote(ProjectName project, Label label, String by)
            throws OutOfReach, IOException {
        return change(
                project,
                step -> {
                    Optional<Release> release = step.register().release(project, label);
                    return release.isEmpty()
                            ? unknown(project, label)
                            : step.promote(release.get(), Promotion.Means.PROMOTE, by);
                });
    }

    /// Makes the release current that was so before; done twice, the one before that.
    public Outcome rollback(ProjectName project, String by) throws OutOfReach, IOException {
        return change(
                project,
                step -> {
                    Optional<Register.Step> back =
                            step.current().isEmpty()
                                    ? Optional.empty()
                                    : step.register().before(project, step.current().get());
                    if (back.isEmpty()) {
                        return new Outcome.Refused(
                                project + " has no earlier release that is still kept",
                                "deploy, or promote one of those that are listed");
                    }
                    Label label = back.get().promotion().label();
                    return step.promote(
                            step.register().release(project, label).orElseThrow(),
                            Promotion.Means.ROLLBACK,
                            by,
                            back.get().before());
                });
    }

    /// Deletes a release that is not current.
    public Outcome delete(ProjectName project, Label label) throws OutOfReach, IOException {
        return change(
                project,
                step -> {
                    Optional<Release> release = step.register().release(project, label);
                    if (release.isEmpty()) {
                        return unknown(project, label);
                    }
                    BlobId manifest = release.get().manifest();
                    if (step.current()
                            .filter(c -> c.promotion().manifest().equals(manifest))
                            .isPresent()) {
                        return new Outcome.Refused(
                                label + " is current", "promote another one, or roll back, first");
                    }
                    step.register().delete(project, manifest);
                    return new Outcome.Deleted(label);
                });
    }

    private static Outcome.Refused unknown(ProjectName project, Label label) {
        return new Outcome.Refused(
                project + " keeps no release " + label,
                "croft releases " + project + " lists them");
    }

    /// Loads a project from the database and serves it, unless what is served was promoted later:
    /// it has been deployed here since the database was read.
    ///
    /// @param evenOlder whether the database is right all the same, as it may have been restored
    /// @return what was served before
    Served load(ProjectName project, boolean evenOlder) throws OutOfReach, IOException {
        Standing standing = read(sql -> standing(sql, project));
        Served served = served(standing);
        Served before = shelf.now(project);
        if (evenOlder || served.number() >= before.number()) {
            shelf.put(project, served);
            copies.write(project, standing);
        }
        return before;
    }

    Served served(Standing standing) throws IOException {
        Optional<Promotion> current = standing.current();
        return new Served(
                standing,
                current.isEmpty()
                        ? Optional.empty()
                        : Optional.of(manifests.read(current.get().manifest())));
    }

    private Standing standing(Sql sql, ProjectName project) throws SQLException {
        Register register = new Register(sql);
        Names names = new Names(sql);
        return new Standing(
                register.current(project).map(Register.Step::promotion),
                register.releases(project),
                names.old(project, now()),
                names.changing(project));
    }

    private Outcome change(ProjectName project, Change change) throws OutOfReach, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return inTransaction(connection, project, change);
            } finally {
                rollback(connection); // of nothing, once it is committed
            }
        } catch (SQLException e) {
            throw new OutOfReach(e);
        }
    }

    private Outcome inTransaction(Connection connection, ProjectName project, Change change)
            throws SQLException, IOException {
        Sql sql = new Sql(connection);
        Register register = new Register(sql);
        Instant now = now();
        register.lock(project, now);
        Step step = new Step(project, register, new Names(sql), register.current(project), now);
        Outcome outcome = change.make(step);
        Terms on = terms.apply(project);
        int trimmed = outcome instanceof Outcome.Refused ? 0 : register.trim(project, on.keep());
        Standing standing = standing(sql, project);
        Served served = served(standing);
        Served before = shelf.now(project);
        for (Event event : events(step, on, outcome, trimmed)) {
            Journal.append(connection, event);
        }
        shelf.put(project, served);
        try {
            connection.commit();
        } catch (SQLException e) {
            shelf.put(project, before);
            throw e;
        }
        copies.write(project, standing);
        return outcome;
    }

    private List<Event> events(Step step, Terms on, Outcome outcome, int trimmed) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("project", step.project.value());
        var events = new ArrayList<Event>();
        if (outcome instanceof Outcome.Promoted(Release release, var previous, int _)) {
            attributes.put("release", release.label().text());
            previous.ifPresent(label -> attributes.put("previous", label.text()));
            Difference difference = step.difference.orElseThrow();
            for (HostName host : on.hosts()) {
                events.add(
                        new Event(
                                DEPLOYED,
                                host.value(),
                                ChangedKeys.of(host, difference.before(), difference.after()),
                                attributes));
            }
        }
        if (outcome instanceof Outcome.Deleted || trimmed > 0) {
            for (HostName host : on.previews()) {
                events.add(new Event(WITHDRAWN, host.value(), ChangedKeys.all(host), attributes));
            }
        }
        return events;
    }

    private <T> T read(Query<T> query) throws OutOfReach {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return query.run(new Sql(connection));
            } finally {
                rollback(connection);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        } catch (SQLException e) {
            throw new OutOfReach(e);
        }
    }

    private static void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /// In the precision that PostgreSQL keeps.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// What differs between two releases.
    ///
    /// @param before empty if there was none, or its list is lost
    private record Difference(Optional<Manifest> before, Manifest after) {}

    @FunctionalInterface
    private interface Query<T> {
        T run(Sql sql) throws SQLException;
    }

    @FunctionalInterface
    private interface Change {
        Outcome make(Step step) throws SQLException, IOException;
    }

    /// One operation under way.
    private final class Step {
        private final ProjectName project;
        private final Register register;
        private final Names names;
        private final Optional<Register.Step> current;
        private final Instant now;
        private Optional<Difference> difference = Optional.empty();

        Step(
                ProjectName project,
                Register register,
                Names names,
                Optional<Register.Step> current,
                Instant now) {
            this.project = project;
            this.register = register;
            this.names = names;
            this.current = current;
            this.now = now;
        }

        Register register() {
            return register;
        }

        Names names() {
            return names;
        }

        Optional<Register.Step> current() {
            return current;
        }

        Instant now() {
            return now;
        }

        Outcome promote(Release release, Promotion.Means means, String by)
                throws SQLException, IOException {
            return promote(release, means, by, current.map(c -> c.promotion().number()));
        }

        Outcome promote(Release release, Promotion.Means means, String by, Optional<Long> before)
                throws SQLException, IOException {
            Optional<BlobId> old = current.map(c -> c.promotion().manifest());
            if (old.filter(release.manifest()::equals).isPresent()) {
                return new Outcome.AlreadyCurrent(release);
            }
            Manifest after = manifests.read(release.manifest());
            Optional<Manifest> replaced = old.flatMap(this::readIfThere);
            register.promote(project, release.manifest(), means, by, now, before);
            if (replaced.isPresent()) {
                names.retire(
                        project,
                        replaced.get(),
                        after,
                        now.plus(terms.apply(project).oldAssets()),
                        now);
            }
            difference = Optional.of(new Difference(replaced, after));
            int[] changed = {0};
            replaced.orElse(Manifest.EMPTY).compare(after, _ -> changed[0]++);
            return new Outcome.Promoted(
                    release, current.map(c -> c.promotion().label()), changed[0]);
        }

        /// A lost list keeps nobody from deploying anew.
        private Optional<Manifest> readIfThere(BlobId id) {
            try {
                return Optional.of(manifests.read(id));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    }
}
