/// Tests of the fuzzing of targets, with real fuzzers.
@NullMarked
package croft.stack.fuzz;

import org.jspecify.annotations.NullMarked;
