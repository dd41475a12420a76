@NullMarked
package croft.site;

import org.jspecify.annotations.NullMarked;
