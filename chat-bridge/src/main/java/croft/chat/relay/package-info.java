/// Carries what was heard in one conversation to those that are linked with it, in order and once.
/// Knows networks by `Network` alone.
@NullMarked
package croft.chat.relay;

import org.jspecify.annotations.NullMarked;
