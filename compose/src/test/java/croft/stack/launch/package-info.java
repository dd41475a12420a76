/// Tests of the package of this name.
@NullMarked
package croft.stack.launch;

import org.jspecify.annotations.NullMarked;
