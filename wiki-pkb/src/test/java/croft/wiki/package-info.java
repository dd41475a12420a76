@NullMarked
package croft.wiki;

import org.jspecify.annotations.NullMarked;
