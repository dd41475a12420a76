/// One request and its response, whatever protocol the client speaks: routed, forwarded, answered.
/// Runs on the client connection's event loop; knows neither frames nor sockets.
@NullMarked
package croft.edge.exchange;

import org.jspecify.annotations.NullMarked;
