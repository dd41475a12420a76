/// Tests of the package of the same name.
@NullMarked
package croft.edge.limit;

import org.jspecify.annotations.NullMarked;
