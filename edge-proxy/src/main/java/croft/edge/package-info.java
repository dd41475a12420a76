/// The edge: every request of every visitor comes in here. This package puts the others together.
@NullMarked
package croft.edge;

import org.jspecify.annotations.NullMarked;
