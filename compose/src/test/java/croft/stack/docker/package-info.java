/// Tests of the stack in containers that need no engine.
@NullMarked
package croft.stack.docker;

import org.jspecify.annotations.NullMarked;
