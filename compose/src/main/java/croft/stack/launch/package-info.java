/// The launcher: the data folder, the embedded database and the processes of one stack, from `up`
/// to the last one's end. Knows no command line and no service's code.
@NullMarked
package croft.stack.launch;

import org.jspecify.annotations.NullMarked;
