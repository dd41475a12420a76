/// Tests of the connections to backends, against backends that misbehave on request.
@NullMarked
package croft.edge.upstream;

import org.jspecify.annotations.NullMarked;
