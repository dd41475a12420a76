/// Tests of the cache's memory.
@NullMarked
package croft.edge.store;

import org.jspecify.annotations.NullMarked;
