package croft.site.watch;

import croft.platform.declaration.HostName;
import croft.site.content.SurrogateKey;
import java.util.List;

/// Whom to tell that a site's files changed.
@FunctionalInterface
public interface Changes {
    /// Called on the watching thread after the fact, once per site and change.
    ///
    /// @param keys of every answer that may have become another; at most 500
    /// @throws NotRecorded if it could not be recorded now; it is said again a little later
    void changed(HostName site, List<SurrogateKey> keys) throws NotRecorded;

    /// A change that nobody knows of yet.
    final class NotRecorded extends Exception {
        private static final long serialVersionUID = 1;

        public NotRecorded(String problem, Throwable cause) {
            super(problem, cause);
        }
    }
}
