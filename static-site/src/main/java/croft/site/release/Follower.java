package croft.site.release;

import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.journal.Event;
import croft.platform.journal.EventHandler;
import croft.platform.journal.Journal;
import croft.platform.journal.RecordedEvent;
import croft.site.store.Manifest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what other processes deploy, and what was deployed while the database was away.
///
/// Between a deploy elsewhere and the moment this process follows, an edge may have asked here,
/// been given an old page, and believe it new. So whoever has followed says that in an event of its
/// own with the same keys. A process that was first to know of a promotion, since it made it, says
/// nothing more.
///
/// Called on the thread of the journal's reader.
public final class Follower implements EventHandler {
    /// What was deployed elsewhere, or earlier, is served here too now.
    static final String FOLLOWED = "site.followed";

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final Releases releases;
    private final Shelf shelf;
    private final LocalCopies copies;
    private final DataSource database;
    private final Supplier<Set<ProjectName>> declared;
    private final Function<ProjectName, Terms> terms;
    private final Consumer<Manifest> encode;

    /// A follower for the projects that are declared.
    ///
    /// @param encode has the files of a release compressed, in the background
    public Follower(
            Releases releases,
            Shelf shelf,
            LocalCopies copies,
            DataSource database,
            Supplier<Set<ProjectName>> declared,
            Function<ProjectName, Terms> terms,
            Consumer<Manifest> encode) {
        this.releases = releases;
        this.shelf = shelf;
        this.copies = copies;
        this.database = database;
        this.declared = declared;
        this.terms = terms;
        this.encode = encode;
    }

    /// Serves what the local copies say of projects of which nothing is known yet, at the start and
    /// when the declaration names new ones. Never throws.
    public void adopt() {
        for (ProjectName project : declared.get()) {
            if (!shelf.knows(project)) {
                try {
                    Optional<Standing> copy = copies.read(project);
                    if (copy.isPresent()) {
                        shelf.put(project, releases.served(copy.get()));
                    }
                } catch (IOException e) {
                    shelf.fail(project, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /// Looks up the projects of which nothing is known, or that could not be loaded. Never throws:
    /// the next call tries again.
    public void followUnknown() {
        for (ProjectName project : declared.get()) {
            if (!shelf.knows(project) || shelf.problem(project).isPresent()) {
                try {
                    follow(project, false);
                } catch (OutOfReach | SQLException | RuntimeException e) {
                    LOG.debug("{} is not known yet: {}", project, e.toString());
                    return;
                }
            }
        }
    }

    @Override
    public void handle(RecordedEvent recorded) throws Exception {
        Event event = recorded.event();
        if (event.kind().equals(Releases.DEPLOYED) || event.kind().equals(Releases.WITHDRAWN)) {
            String name = event.attributes().get("project");
            if (name != null) {
                follow(new ProjectName(name), false);
            }
        }
    }

    /// Nobody knows what was missed.
    @Override
    public void lost() throws Exception {
        for (ProjectName project : declared.get()) {
            follow(project, true);
        }
    }

    /// Loads a project as it stands, and tells caches what is different now.
    ///
    /// @param evenOlder see [Releases#load]
    void follow(ProjectName project, boolean evenOlder) throws OutOfReach, SQLException {
        Served before;
        try {
            before = releases.load(project, evenOlder);
        } catch (IOException e) {
            // what is served stays, and the reader goes on to other projects
            shelf.fail(project, String.valueOf(e.getMessage()));
            LOG.error("{} cannot be served as deployed: {}", project, e.getMessage());
            return;
        }
        Served now = shelf.now(project);
        if (now.number() == before.number() || now.current().isEmpty()) {
            return;
        }
        encode.accept(now.current().get());
        LOG.info(
                "{}: serving {} now",
                project,
                now.standing().current().map(c -> c.label().text()).orElse("nothing"));
        if (before.number() != 0) { // else no answer was one to be kept
            tell(project, before.current(), now.current().get());
        }
    }

    private void tell(ProjectName project, Optional<Manifest> before, Manifest after)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (HostName host : terms.apply(project).hosts()) {
                List<String> keys = ChangedKeys.of(host, before, after);
                if (!keys.isEmpty()) {
                    Journal.append(
                            connection,
                            new Event(
                                    FOLLOWED,
                                    host.value(),
                                    keys,
                                    Map.of("project", project.value())));
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
