@NullMarked
package croft.wiki.math;

import org.jspecify.annotations.NullMarked;
