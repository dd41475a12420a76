@NullMarked
package croft.wiki.graph;

import org.jspecify.annotations.NullMarked;
