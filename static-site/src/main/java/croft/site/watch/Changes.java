package croft.site.watch;

import croft.platform.declaration.HostName;
import croft.site.content.SurrogateKey;
import java.util.List;

/// Whom to tell that a site's files changed.
@FunctionalInterface
public interface Changes {
    /// Called on the watching thread after the fact, once per site and change.
    ///
    /// @param keys of every answer that may have become another
    /// @throws RuntimeException if it could not be recorded; it is said again with the next look
    void changed(HostName site, List<SurrogateKey> keys);
}
