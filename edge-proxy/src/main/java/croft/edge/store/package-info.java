/// The cache's memory: stored responses, their bodies outside the heap, and what a purge takes from
/// them, all within one bound. Knows what a stored response is, and neither connections nor
/// backends nor what the rules decide. Called from event loops and virtual threads alike; nothing
/// here waits.
@NullMarked
package croft.edge.store;

import org.jspecify.annotations.NullMarked;
