@NullMarked
package croft.site.store;

import org.jspecify.annotations.NullMarked;
