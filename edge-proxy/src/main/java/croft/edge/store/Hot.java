package croft.edge.store;

import croft.edge.cache.CacheKey;
import java.time.Duration;

/// A stored response that is read often.
///
/// @param bytes taken, with its forms
/// @param age since it was stored or validated last
public record Hot(CacheKey key, long hits, long bytes, Duration age) {}
