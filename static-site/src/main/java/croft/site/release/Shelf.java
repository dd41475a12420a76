package croft.site.release;

import croft.platform.declaration.ProjectName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What each project serves now, in memory: exchanged whole, and never by something older. Any
/// thread.
public final class Shelf {
    private final Map<ProjectName, Entry> entries = new ConcurrentHashMap<>();

    /// Serves nothing, and knows of nothing, at first.
    public Shelf() {}

    Served now(ProjectName project) {
        Entry entry = entries.get(project);
        return entry == null ? Served.NOTHING : entry.served();
    }

    /// How a project stands, as far as this process knows.
    public Standing standing(ProjectName project) {
        return now(project).standing();
    }

    /// Whether anything is known of a project, be it that there is nothing.
    boolean knows(ProjectName project) {
        return entries.containsKey(project);
    }

    /// Why a project cannot be served, if it cannot.
    public Optional<String> problem(ProjectName project) {
        return Optional.ofNullable(entries.get(project)).flatMap(Entry::problem);
    }

    /// Puts what was read from the database or its copy in place.
    ///
    /// @return what was there before
    Served put(ProjectName project, Served served) {
        Entry before = entries.put(project, new Entry(served, Optional.empty()));
        return before == null ? Served.NOTHING : before.served();
    }

    /// Notes that a project could not be loaded; what it serves stays.
    void fail(ProjectName project, String problem) {
        entries.merge(
                project,
                new Entry(Served.NOTHING, Optional.of(problem)),
                (before, failed) -> new Entry(before.served(), failed.problem()));
    }

    private record Entry(Served served, Optional<String> problem) {}
}
