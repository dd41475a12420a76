@NullMarked
package croft.wiki.search;

import org.jspecify.annotations.NullMarked;
