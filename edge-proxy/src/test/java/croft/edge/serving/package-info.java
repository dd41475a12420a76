/// Tests of the proof of serving.
@NullMarked
package croft.edge.serving;

import org.jspecify.annotations.NullMarked;
