package croft.edge.upstream;

import croft.edge.http.Fields;
import io.netty.buffer.ByteBuf;

/// One request on its way to a backend, used on the event loop that made it.
public interface Call {
    /// A piece of the request body, or of the switched protocol. Takes ownership; reported back by
    /// [Answer#sent(int)].
    void data(ByteBuf data, boolean last);

    void trailers(Fields fields);

    /// Stops reading the answer until [#resume()], because the client does not keep up.
    void pause();

    void resume();

    /// Gives up: the connection is closed, or returned if the answer was already complete.
    void cancel();
}
