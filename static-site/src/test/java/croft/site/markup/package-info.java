@NullMarked
package croft.site.markup;

import org.jspecify.annotations.NullMarked;
