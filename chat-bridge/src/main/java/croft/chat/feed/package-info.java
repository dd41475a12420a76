/// Feeds of others, brought into a channel: each entry once.
@NullMarked
package croft.chat.feed;

import org.jspecify.annotations.NullMarked;
