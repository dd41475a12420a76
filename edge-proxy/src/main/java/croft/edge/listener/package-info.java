/// The sockets: ports bound, TLS and the protocol negotiated, connections counted, drained and
/// closed.
@NullMarked
package croft.edge.listener;

import org.jspecify.annotations.NullMarked;
