/// Tests.
@NullMarked
package croft.chat;

import org.jspecify.annotations.NullMarked;
