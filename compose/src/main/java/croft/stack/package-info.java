/// The stack as a whole: the program behind the `croft` script. Wires the commands to the launcher.
@NullMarked
package croft.stack;

import org.jspecify.annotations.NullMarked;
