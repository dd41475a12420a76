/// Tells the journal which backends stay away, and when they are back.
@NullMarked
package croft.edge.outage;

import org.jspecify.annotations.NullMarked;
