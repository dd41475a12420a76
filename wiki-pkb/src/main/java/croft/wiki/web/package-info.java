/// The wiki as readers see it: pages, feeds, search. Knows no framework and no channel.
@NullMarked
package croft.wiki.web;

import org.jspecify.annotations.NullMarked;
