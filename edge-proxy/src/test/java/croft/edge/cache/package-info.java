/// Tests of the cache's rules.
@NullMarked
package croft.edge.cache;

import org.jspecify.annotations.NullMarked;
