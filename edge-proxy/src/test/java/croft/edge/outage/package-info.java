/// Tests.
@NullMarked
package croft.edge.outage;

import org.jspecify.annotations.NullMarked;
