package croft.platform.declaration;

/// A checked value that still knows where it stands, so that checks across the file can point at
/// it.
///
/// @param path such as `sites[2].host`
record Placed<T>(T value, Position at, String path) {}
