/// Long runs of the source tree, each a program among the tests of its module. Knows these by name
/// only, and no command line.
@NullMarked
package croft.stack.soak;

import org.jspecify.annotations.NullMarked;
