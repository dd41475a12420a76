/// Tests of the package of the same name.
@NullMarked
package croft.edge.listener;

import org.jspecify.annotations.NullMarked;
