package croft.edge.upstream;

import croft.edge.http.Fields;
import croft.edge.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/// What a backend answers to one [Call], told on the event loop that made it. Ends with the last
/// `data`, with `trailers`, or with `failed`; nothing is told after a call was cancelled.
public interface Answer {
    /// An interim response, 1xx but 101.
    void informed(ResponseHead head);

    /// The final response; the answer ends here if its body is none.
    void responded(ResponseHead head);

    /// The backend switches to the protocol that was asked for; from here on data goes both ways.
    void switched(ResponseHead head);

    /// A piece of the response body. Ownership goes to the receiver.
    void data(ByteBuf data, boolean last);

    void trailers(Fields fields);

    /// That many octets of the request body have been written to the backend.
    void sent(int octets);

    /// The answer cannot be had, or not completed.
    void failed(Failure failure);
}
