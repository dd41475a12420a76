package croft.site.content;

import java.io.IOException;
import java.util.Optional;

/// The names of one site as one request sees them. Called on virtual threads.
public interface Tree {
    /// What is at `path`; its slash is not looked at. Names that [Visibility] hides are not asked
    /// for, but what is found under another name may be hidden.
    ///
    /// @throws IOException if the storage fails, never because something is missing
    Entry look(SitePath path) throws IOException;

    /// The forms in which `document` is kept besides its plain one.
    ///
    /// @throws IOException if the storage fails
    Coded coded(Document document) throws IOException;

    /// Opens what [#look] or [#coded] found; empty if it is no longer that. The caller closes it.
    ///
    /// @throws java.nio.file.AccessDeniedException if it may not be read
    Optional<OpenFile> open(Representation representation) throws IOException;

    /// The rule file `_redirects` or `_headers`, which visitors do not see; empty if there is none.
    ///
    /// @throws IOException if the storage fails
    Optional<Document> ruleFile(String name) throws IOException;

    /// What the folder at `path` holds; empty if there is none.
    ///
    /// @param most how many names are wanted at most
    /// @throws IOException if the storage fails
    Optional<Folder> list(SitePath path, int most) throws IOException;
}
