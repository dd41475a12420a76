/// Tests of the way that certificates take into use.
@NullMarked
package croft.edge.vault;

import org.jspecify.annotations.NullMarked;
