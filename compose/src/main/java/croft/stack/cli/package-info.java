/// The operator's commands: what is typed, turned into calls of the launcher and questions to the
/// running stack. Knows nothing of how a process is started.
@NullMarked
package croft.stack.cli;

import org.jspecify.annotations.NullMarked;
