/// What HTTP says of caches (RFC 9111, and what of RFC 9110 and others belongs to it), as pure
/// functions: requests, responses and the time go in, decisions with their reasons come out. Knows
/// no connection, no storage and no clock.
@NullMarked
package croft.edge.cache;

import org.jspecify.annotations.NullMarked;
