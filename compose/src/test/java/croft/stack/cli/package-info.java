/// Tests of the package of this name.
@NullMarked
package croft.stack.cli;

import org.jspecify.annotations.NullMarked;
