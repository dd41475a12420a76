/// IRC as a network: lines, capabilities, floods, and what Markdown looks like there.
@NullMarked
package croft.chat.irc;

import org.jspecify.annotations.NullMarked;
