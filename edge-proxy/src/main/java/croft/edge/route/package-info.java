/// Which site a request belongs to, and what answers it. Pure: a declaration in, decisions out.
@NullMarked
package croft.edge.route;

import org.jspecify.annotations.NullMarked;
