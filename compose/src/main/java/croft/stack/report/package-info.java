/// What is told about a stack: to a person on a terminal, to a program as JSON, to the next command
/// in a file. Starts and asks nothing itself.
@NullMarked
package croft.stack.report;

import org.jspecify.annotations.NullMarked;
