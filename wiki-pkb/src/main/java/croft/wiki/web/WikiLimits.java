package croft.wiki.web;

import croft.platform.traffic.Limits;

/// How much a reader may ask of the wikis.
///
/// @param traffic of connections and requests
/// @param live open pages that are told of changes at once; further ones are told nothing
/// @param remembered octets of rendered pages that are kept in memory
public record WikiLimits(Limits traffic, int live, int remembered) {
    public static final WikiLimits DEFAULT = new WikiLimits(Limits.DEFAULT, 256, 16 << 20);
}
