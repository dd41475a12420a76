package croft.edge.listener;

import croft.edge.http.Http1Limits;
import croft.edge.http1.Http1Timeouts;
import croft.edge.http2.Http2Limits;

/// What a client may ask for in either protocol, and how long it may take.
///
/// @param http1 the size of messages over HTTP/1.1
/// @param http1Timeouts how long each state of such a connection may last
/// @param http2 the same and more over HTTP/2
public record ProtocolLimits(Http1Limits http1, Http1Timeouts http1Timeouts, Http2Limits http2) {
    public static final ProtocolLimits DEFAULT =
            new ProtocolLimits(Http1Limits.DEFAULT, Http1Timeouts.DEFAULT, Http2Limits.DEFAULTS);
}
