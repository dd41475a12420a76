/// HTTP/2 towards clients (RFC 9113, RFC 7541): frames, header compression, flow control and the
/// limits against abuse, on the connection's event loop without a channel per stream.
@NullMarked
package croft.edge.http2;

import org.jspecify.annotations.NullMarked;
