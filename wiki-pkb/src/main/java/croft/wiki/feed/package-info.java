/// What machines read of a wiki: feeds, the site map, the word to robots, and what previews of its
/// pages say. Pure: pages and their HTML are handed in.
@NullMarked
package croft.wiki.feed;

import org.jspecify.annotations.NullMarked;
