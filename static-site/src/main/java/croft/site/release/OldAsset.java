package croft.site.release;

import croft.site.store.BlobId;
import java.time.Instant;

/// A file of an earlier release that pages which are still open may ask for.
///
/// @param path as text, with slashes and none in front
/// @param until when nobody can want it any more
record OldAsset(String path, BlobId blob, long size, Instant until) {}
