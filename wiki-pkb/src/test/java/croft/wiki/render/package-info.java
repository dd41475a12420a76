@NullMarked
package croft.wiki.render;

import org.jspecify.annotations.NullMarked;
