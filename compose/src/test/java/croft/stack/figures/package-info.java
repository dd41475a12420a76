/// Tests of the package of this name.
@NullMarked
package croft.stack.figures;

import org.jspecify.annotations.NullMarked;
