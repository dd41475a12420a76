/// Tests.
@NullMarked
package croft.chat.command;

import org.jspecify.annotations.NullMarked;
