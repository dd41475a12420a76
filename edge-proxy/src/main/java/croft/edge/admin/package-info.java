/// What the operator sees of the edge: status, readiness and metrics.
@NullMarked
package croft.edge.admin;

import org.jspecify.annotations.NullMarked;
