/// Tests of HTTP/2: frames, HPACK, streams, limits; with real clients and with hostile ones.
@NullMarked
package croft.edge.http2;

import org.jspecify.annotations.NullMarked;
