/// Tests.
@NullMarked
package croft.chat.irc;

import org.jspecify.annotations.NullMarked;
