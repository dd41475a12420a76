/// Tests of the package of this name.
@NullMarked
package croft.stack.bench;

import org.jspecify.annotations.NullMarked;
