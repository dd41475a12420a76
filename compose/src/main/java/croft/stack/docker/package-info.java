/// The stack in containers: the operator's folder, Docker and Compose as programs that are asked
/// and told. Knows nothing of the command line, and of processes only what they are called.
@NullMarked
package croft.stack.docker;

import org.jspecify.annotations.NullMarked;
