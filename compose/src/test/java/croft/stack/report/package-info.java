/// Tests of the package of this name.
@NullMarked
package croft.stack.report;

import org.jspecify.annotations.NullMarked;
