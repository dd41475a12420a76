package croft.site.review;

import croft.site.content.SitePath;

/// One file of a release.
///
/// @param size in octets
/// @param sha256 of its content, in lower-case hexadecimal digits
public record ReleaseFile(SitePath path, long size, String sha256) {}
