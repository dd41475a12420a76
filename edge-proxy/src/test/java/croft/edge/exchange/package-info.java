/// Tests of exchanges, with a client and backends by hand.
@NullMarked
package croft.edge.exchange;

import org.jspecify.annotations.NullMarked;
