@NullMarked
package croft.site.serve;

import org.jspecify.annotations.NullMarked;
