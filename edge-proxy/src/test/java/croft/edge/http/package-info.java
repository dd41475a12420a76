/// Tests of HTTP's values and grammar.
@NullMarked
package croft.edge.http;

import org.jspecify.annotations.NullMarked;
