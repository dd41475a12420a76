package croft.site.content;

import java.time.Instant;

/// A regular file at a name inside a site.
///
/// @param path as it was asked for; decides the media type
/// @param plain its octets in no content coding
/// @param modified when the content came under this name, for Last-Modified
/// @param stable whether the source has seen that names like this one are never given to another
///   content, so that a browser need never ask again
/// @param outlived whether the site as it is now has no such file: it is kept a while for pages
///   that were opened before, and no search engine is to find it
public record Document(
        SitePath path, Representation plain, Instant modified, boolean stable, boolean outlived)
        implements Entry {
    /// A file of the site as it is now.
    public Document(SitePath path, Representation plain, Instant modified, boolean stable) {
        this(path, plain, modified, stable, false);
    }
}
