/// Slash commands: what somebody may ask for in chat, and who may.
@NullMarked
package croft.chat.command;

import org.jspecify.annotations.NullMarked;
