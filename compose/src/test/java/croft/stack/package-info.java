/// The stack started as an operator starts it, with services of the tests' own.
@NullMarked
package croft.stack;

import org.jspecify.annotations.NullMarked;
