@NullMarked
package croft.site.content;

import org.jspecify.annotations.NullMarked;
