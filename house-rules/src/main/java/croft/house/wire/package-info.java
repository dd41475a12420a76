/// A client that speaks HTTP/1.1 octet by octet, for tests of what a proper client would never
/// send.
@NullMarked
package croft.house.wire;

import org.jspecify.annotations.NullMarked;
