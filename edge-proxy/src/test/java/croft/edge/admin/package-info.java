/// Tests of what the operator sees and asks.
@NullMarked
package croft.edge.admin;

import org.jspecify.annotations.NullMarked;
