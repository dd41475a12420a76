/// All pages of a wiki at one moment, and how they hang together: names, links back, tags, who is
/// near. Pure: pages are handed in.
@NullMarked
package croft.wiki.graph;

import org.jspecify.annotations.NullMarked;
