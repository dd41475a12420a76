/// What networks do to connections, on order: a proxy that cuts, delays, swallows and halves. It
/// knows bytes alone, so that any server can be behind it.
@NullMarked
package croft.chat.fault;

import org.jspecify.annotations.NullMarked;
