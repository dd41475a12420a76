/// The edge's warm-up: before it lets anybody in, the edge is its own visitor, so that the first
/// visitors meet code that is loaded and compiled. Everything it uses is its own and gone when it
/// is over; only the event loops are those of the edge.
@NullMarked
package croft.edge.warmup;

import org.jspecify.annotations.NullMarked;
