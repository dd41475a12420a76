@NullMarked
package croft.site.watch;

import org.jspecify.annotations.NullMarked;
