/// Tests.
@NullMarked
package croft.chat.incident;

import org.jspecify.annotations.NullMarked;
