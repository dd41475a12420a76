/// Tests of the relay, what every network has to pass, and a network in memory.
@NullMarked
package croft.chat.relay;

import org.jspecify.annotations.NullMarked;
