/// The wiki as readers see it: pages, feeds, search, over HTTP/1.1 for the edge.
@NullMarked
package croft.wiki.web;

import org.jspecify.annotations.NullMarked;
