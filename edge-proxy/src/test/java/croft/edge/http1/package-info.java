/// Tests of HTTP/1.1 towards clients, over real sockets and a clock of their own.
@NullMarked
package croft.edge.http1;

import org.jspecify.annotations.NullMarked;
