package croft.edge.upstream;

import croft.edge.http.RequestHead;
import croft.platform.declaration.Origin;

/// The backends, seen from one event loop.
public interface Upstreams {
    /// Sends a request: on an idle connection, or on a new one.
    ///
    /// @param head as the backend is to receive it: `host` is written from its authority, framing
    ///   from its body
    Call send(Origin origin, RequestHead head, Answer answer);
}
