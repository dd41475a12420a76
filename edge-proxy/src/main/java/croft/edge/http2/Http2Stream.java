package croft.edge.http2;

import croft.edge.exchange.Client;
import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchange;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.log.End;
import croft.edge.log.Notes;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One stream (RFC 9113 §5): a request and its response. Both halves end on their own; when both
/// have, or one side resets it, it is closed and leaves the connection. Calls that come too late
/// are harmless.
final class Http2Stream implements Client {
    private final int id;
    private final Http2Connection connection;
    private final boolean expectsSwitch;
    private final boolean expectsBody;
    private final ReceiveHalf receiving;
    private final SendHalf sending;
    private final Notes notes;
    private final long since;

    private @Nullable Exchange exchange;

    /// Whether the exchange's beginning is over.
    private boolean begun;

    private boolean responded;
    private boolean switched;
    private boolean answered;
    private boolean closed;
    private boolean gone;
    private boolean wantsMore;

    /// Octets of the response's body that are to come; negative if their number is not known.
    private long rest = -1;

    /// Of a switched protocol, whether our side has ended on the wire.
    private boolean halfClosed;

    /// Of a switched protocol, whether nobody listens to the client's side any more.
    private boolean unheard;

    /// Whether the end of the client's side has been passed on.
    private boolean requestEnded;

    /// Whether the last frame of the response is written.
    private boolean written;

    /// Whether it was ended by a fault.
    private boolean broken;

    /// @param since when the request came; nanoseconds of the loop's ticker
    Http2Stream(
            int id,
            Http2Connection connection,
            RequestHead head,
            ReceiveHalf receiving,
            SendHalf sending,
            long since) {
        this.id = id;
        this.connection = connection;
        expectsSwitch = head.protocol().isPresent();
        expectsBody = expectsSwitch || !(head.body() instanceof Body.None);
        this.receiving = receiving;
        this.sending = sending;
        this.since = since;
        notes = new Notes(connection.facts().log(), head, since);
    }

    int id() {
        return id;
    }

    ReceiveHalf receiving() {
        return receiving;
    }

    SendHalf sending() {
        return sending;
    }

    boolean responded() {
        return responded;
    }

    boolean closed() {
        return closed;
    }

    // what the client does

    /// The exchange has begun; it may have ended already.
    void begun(Exchange other) {
        begun = true;
        if (gone) {
            other.gone();
        } else if (!answered) {
            exchange = other;
        }
    }

    /// Whether the exchange takes request data; after its response is complete it does not.
    boolean takesData() {
        return exchange != null && expectsBody && !isDone();
    }

    /// Whether it carries a switched protocol, whose sides end one by one.
    boolean isTunnel() {
        return switched && !unheard;
    }

    /// Whether the exchange has nothing more to do: after its response, or, with a switched
    /// protocol, when both sides have ended.
    private boolean isDone() {
        return answered && (!isTunnel() || requestEnded);
    }

    /// The last frame of the response is written.
    void written() {
        written = true;
    }

    /// It is ended by a fault.
    void broken() {
        broken = true;
    }

    /// Our side of a switched protocol has ended; the client's goes on.
    void halfClosed() {
        halfClosed = true;
    }

    /// Whether data came before the protocol was switched (RFC 8441 §5).
    boolean isEarly() {
        return expectsSwitch && !switched;
    }

    /// Hands request data on; takes ownership.
    void received(ByteBuf data, boolean last) {
        notes.received(data.readableBytes());
        requestEnded = last;
        if (exchange == null) {
            data.release();
        } else {
            exchange.data(data, last);
        }
        endIfBothSidesHave();
    }

    void receivedTrailers(Fields fields) {
        boolean taken = takesData();
        requestEnded = true;
        if (taken && exchange != null) {
            exchange.trailers(fields);
        }
        endIfBothSidesHave();
    }

    private void endIfBothSidesHave() {
        if (halfClosed && requestEnded && !closed) {
            connection.answered(this);
        }
    }

    /// The client takes more of the response, if the exchange has been waiting to hear it.
    void offerMore(int highWater) {
        if (wantsMore && exchange != null && !answered && sending.queued() <= highWater / 2) {
            wantsMore = false;
            exchange.writable();
        }
    }

    /// The stream is over. Gives up what waits, and tells the exchange unless it has done its part.
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        notes.sent(sending.sent());
        // an answer that was given at once has taken no time that is worth a look at the clock
        notes.ended(
                written ? End.COMPLETE : broken ? End.ABORTED : End.GONE,
                begun ? connection.now() : since);
        sending.release();
        if (!isDone()) {
            answered = true;
            gone = true;
            if (exchange != null) {
                exchange.gone();
            }
        }
        exchange = null;
    }

    // what the exchange does

    @Override
    public ConnectionFacts connection() {
        return connection.facts();
    }

    @Override
    public Notes notes() {
        return notes;
    }

    @Override
    public void inform(ResponseHead head) {
        if (!answered) {
            connection.outbound().head(this, head.status(), head.fields(), false);
        }
    }

    @Override
    public void respond(ResponseHead head) {
        if (answered || responded) {
            return;
        }
        responded = true;
        notes.responded(head);
        boolean ends = head.body() instanceof Body.None;
        answered = ends;
        rest = head.body() instanceof Body.Sized(long length) ? length : -1;
        connection.outbound().head(this, head.status(), head.fields(), ends);
    }

    @Override
    public void respond(PreparedHead head, Stamp stamp, boolean withBody) {
        if (answered || responded) {
            return;
        }
        responded = true;
        notes.responded(head, stamp);
        boolean ends = !withBody || head.length() == 0;
        answered = ends;
        rest = head.length();
        connection.outbound().head(this, head, stamp, ends);
    }

    /// The switch is a plain 200 here, and what proves it over HTTP/1.1 is left out (RFC 8441 §5).
    @Override
    public void switched(ResponseHead head) {
        if (answered || responded) {
            return;
        }
        responded = true;
        switched = true;
        notes.switched(200);
        Fields fields = head.fields().copy();
        fields.remove("sec-websocket-accept");
        connection.outbound().head(this, 200, fields, false);
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        if (answered) {
            data.release();
            return;
        }
        if (rest >= 0 && !isAsAnnounced(data.readableBytes(), last)) {
            data.release();
            abort();
            return;
        }
        answered = last;
        connection.outbound().data(this, data, last);
    }

    @Override
    public boolean copy(StoredBody body) {
        if (answered || body.written() != rest) {
            return false;
        }
        answered = true;
        answered = connection.outbound().copy(this, body);
        return answered;
    }

    /// RFC 9113 §8.1.1: a response whose DATA are not of its length must not pass for one.
    private boolean isAsAnnounced(int octets, boolean last) {
        rest -= octets;
        return rest > 0 ? !last : rest == 0;
    }

    @Override
    public void trailers(Fields fields) {
        if (!answered && rest > 0) {
            abort();
        } else if (!answered) {
            answered = true;
            connection.outbound().trailers(this, fields);
        }
    }

    @Override
    public void abort() {
        if (closed || isDone()) {
            return;
        }
        exchange = null;
        if (answered) {
            // what was answered is whole, and goes out first (RFC 9113 §8.1)
            unheard = true;
            if (halfClosed) {
                connection.reset(this, ErrorCode.NO_ERROR);
            }
        } else {
            answered = true;
            connection.reset(this, ErrorCode.INTERNAL_ERROR);
        }
    }

    @Override
    public boolean writable() {
        if (answered) {
            return false;
        }
        wantsMore = !connection.outbound().takes(this);
        return !wantsMore;
    }

    @Override
    public void consumed(int octets) {
        if (!closed) {
            connection.consumed(this, octets);
        }
    }
}
