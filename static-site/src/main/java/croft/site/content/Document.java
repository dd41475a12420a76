package croft.site.content;

import java.nio.file.Path;

/// A regular file at a name inside a site.
///
/// @param path as it was asked for; decides the media type
/// @param location where its octets are, symbolic links resolved
public record Document(SitePath path, Path location, Fingerprint fingerprint) implements Entry {}
