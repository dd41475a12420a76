/// Previews of our own pages where somebody links them.
@NullMarked
package croft.chat.unfurl;

import org.jspecify.annotations.NullMarked;
