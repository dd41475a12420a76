@NullMarked
package croft.wiki.feed;

import org.jspecify.annotations.NullMarked;
