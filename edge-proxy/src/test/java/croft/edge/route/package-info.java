/// Tests of the routes.
@NullMarked
package croft.edge.route;

import org.jspecify.annotations.NullMarked;
