package croft.site.content;

import java.nio.file.Path;

/// What is at a name inside a site.
public sealed interface Entry {
    /// Nothing that may be served: no such name, or it leads out of the site, or it is no file.
    record Absent() implements Entry {}

    record Directory() implements Entry {}

    /// It is there, and the operating system does not let us see it.
    record Unreadable() implements Entry {}

    /// A regular file.
    ///
    /// @param path as it was asked for; decides the media type
    /// @param location where its octets are, symbolic links resolved
    record Document(SitePath path, Path location, Fingerprint fingerprint) implements Entry {}
}
