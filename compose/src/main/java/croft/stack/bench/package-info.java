/// The bench: starts the edge, its peers and one origin on loopback, puts the same loads on all of
/// them in turns, and ends what it started. What the figures mean is the business of `figures`.
@NullMarked
package croft.stack.bench;

import org.jspecify.annotations.NullMarked;
