package croft.chat.command;

import java.util.List;
import java.util.Optional;

/// Static sites that are deployed as releases.
interface Sites {
    /// All projects.
    List<Project> list() throws Unfulfilled, InterruptedException;

    /// Makes the release before the current one current.
    Promotion rollback(String project) throws Unfulfilled, InterruptedException;

    /// Makes a release current.
    Promotion promote(String project, String release) throws Unfulfilled, InterruptedException;

    /// A project, and what is current of it.
    record Project(
            String name, List<String> hosts, Optional<String> current, String since, int releases) {
        public Project {
            hosts = List.copyOf(hosts);
        }
    }

    /// What came of it.
    ///
    /// @param unchanged whether it was current already
    /// @param changed files
    record Promotion(String release, Optional<String> previous, boolean unchanged, long changed) {}
}
