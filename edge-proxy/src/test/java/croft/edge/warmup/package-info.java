/// Tests of the warm-up.
@NullMarked
package croft.edge.warmup;

import org.jspecify.annotations.NullMarked;
