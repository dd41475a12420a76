/// What the journal tells, told in chat: one thread an incident; elsewhere, if chat is away.
@NullMarked
package croft.chat.incident;

import org.jspecify.annotations.NullMarked;
