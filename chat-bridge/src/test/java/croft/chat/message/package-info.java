/// Tests.
@NullMarked
package croft.chat.message;

import org.jspecify.annotations.NullMarked;
