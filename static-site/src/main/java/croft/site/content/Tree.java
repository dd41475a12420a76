package croft.site.content;

import java.io.IOException;
import java.util.Optional;

/// The names of one site as one request sees them. Called on virtual threads.
public interface Tree {
    /// What is at `path`; its slash is not looked at.
    ///
    /// @throws IOException if the storage fails, never because something is missing
    Entry look(SitePath path) throws IOException;

    /// Opens what [#look] found; empty if it is no longer that. The caller closes it.
    ///
    /// @throws java.nio.file.AccessDeniedException if it may not be read
    Optional<OpenFile> open(Document document) throws IOException;
}
