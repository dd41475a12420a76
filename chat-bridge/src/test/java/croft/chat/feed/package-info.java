/// Tests.
@NullMarked
package croft.chat.feed;

import org.jspecify.annotations.NullMarked;
