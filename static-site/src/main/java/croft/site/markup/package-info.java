/// Reads the tags of HTML without building a tree: for whoever wants to know what a page refers to.
/// Knows texts, and nothing of sites.
@NullMarked
package croft.site.markup;

import org.jspecify.annotations.NullMarked;
