package croft.wiki.graph;

import croft.platform.declaration.HostName;
import java.util.Optional;
import java.util.Set;

/// The gardens of all wikis, as they are at this moment. Any thread.
public interface Gardens {
    /// The wikis that are declared, by the name of their site.
    Set<HostName> hosts();

    /// The garden of a wiki.
    ///
    /// @return empty if there is no such wiki, or its folder has never been read yet
    Optional<Garden> now(HostName host);

    /// Calls `listener` for every change from now on, in the order of the changes of each wiki,
    /// when [#now] already gives the garden after it. The listener does not block for long: it
    /// hands on.
    ///
    /// @return ends the calls when closed
    Subscription onChange(Listener listener);

    /// Hears of changes.
    @FunctionalInterface
    interface Listener {
        /// `change.before()` is an empty garden the first time.
        void changed(HostName host, Change change);
    }

    /// Calls that go on until this is closed.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
