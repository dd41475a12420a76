/// HTTP/1.1 towards clients: one connection, its requests in order, each an exchange. Runs on the
/// connection's event loop.
@NullMarked
package croft.edge.http1;

import org.jspecify.annotations.NullMarked;
