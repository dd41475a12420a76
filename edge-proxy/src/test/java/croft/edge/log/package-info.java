/// The lines of the access log.
@NullMarked
package croft.edge.log;

import org.jspecify.annotations.NullMarked;
