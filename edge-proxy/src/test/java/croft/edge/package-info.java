/// Tests of the edge as a whole.
@NullMarked
package croft.edge;

import org.jspecify.annotations.NullMarked;
