/// Fuzzing: the targets of the source tree, each run for its share of the time by a process of its
/// own, and what came of them. Knows tests by name only, and no command line.
@NullMarked
package croft.stack.fuzz;

import org.jspecify.annotations.NullMarked;
