/// Tests.
@NullMarked
package croft.chat.unfurl;

import org.jspecify.annotations.NullMarked;
