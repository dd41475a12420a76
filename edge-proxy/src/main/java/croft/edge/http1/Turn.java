package croft.edge.http1;

import croft.edge.exchange.Client;
import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchange;
import croft.edge.http.Body;
import croft.edge.http.ChunkedEncoder;
import croft.edge.http.Fields;
import croft.edge.http.Framing;
import croft.edge.http.HeadWriter;
import croft.edge.http.Http1Request;
import croft.edge.http.PreparedHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.log.End;
import croft.edge.log.Notes;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One request's turn on a connection: writes its response, and knows how far it has come.
final class Turn implements Client {
    /// What of the response comes next.
    private enum Stage {
        HEAD,
        BODY,
        /// Whoever answers HEAD with a body is let, but it is not sent.
        UNSENT_BODY,
        TUNNEL,
        ENDED
    }

    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Fields NO_TRAILERS = new Fields();

    private final Http1Connection connection;
    private final Outbox out;
    private final Http1Request request;
    private final Notes notes;
    private Stage stage = Stage.HEAD;
    private Framing framing = Framing.NONE;
    private long rest;
    private boolean persistent;
    private boolean continued;

    /// Octets given to the exchange and not yet reported as consumed.
    private int outstanding;

    private @Nullable Exchange exchange;

    /// @param since when its octets came, or the turn before it ended; nanoseconds of the loop's
    ///   ticker
    Turn(Http1Connection connection, Outbox out, Http1Request request, long since) {
        this.connection = connection;
        this.out = out;
        this.request = request;
        this.notes = new Notes(connection.facts().log(), request.head(), since);
    }

    void begun(Exchange begun) {
        exchange = begun;
    }

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
        // 100 is this connection's own business; HTTP/1.0 knows no interim responses
        if (stage == Stage.HEAD && head.status() != 100 && isCurrent()) {
            HeadWriter.interim(out.append(), head);
            out.appended();
        }
    }

    @Override
    public void respond(ResponseHead head) {
        if (stage != Stage.HEAD) {
            return;
        }
        notes.responded(head);
        boolean headOnly = request.head().method().equals("HEAD");
        boolean bodiless = headOnly || head.status() == 204 || head.status() == 304;
        framing = framing(head.body(), bodiless);
        persistent =
                request.keepAlive()
                        && !(framing instanceof Framing.UntilClose)
                        && connection.canGoOn(request.expectsContinue() && !continued);
        String field = persistent ? isCurrent() ? "" : "keep-alive" : "close";
        boolean none = head.body() instanceof Body.None;
        HeadWriter.response(out.append(), head, framing, none && !bodiless, field);
        out.appended();
        if (none) {
            end();
        } else {
            rest = head.body() instanceof Body.Sized(long length) ? length : 0;
            stage = bodiless ? Stage.UNSENT_BODY : Stage.BODY;
        }
    }

    @Override
    public void respond(PreparedHead head, Stamp stamp, boolean withBody) {
        if (stage != Stage.HEAD) {
            return;
        }
        notes.responded(head, stamp);
        long length = withBody ? head.length() : 0;
        framing = length == 0 ? Framing.NONE : new Framing.Length(length);
        persistent =
                request.keepAlive() && connection.canGoOn(request.expectsContinue() && !continued);
        HeadWriter.prepared(
                out.append(), head, stamp, persistent ? isCurrent() ? "" : "keep-alive" : "close");
        out.appended();
        if (length == 0) {
            end();
        } else {
            rest = length;
            stage = Stage.BODY;
        }
    }

    private Framing framing(Body body, boolean bodiless) {
        return switch (body) {
            case Body.None _ -> Framing.NONE;
            case Body.Sized(long length) -> new Framing.Length(length);
            case Body.Open _ -> {
                if (bodiless) {
                    yield Framing.NONE;
                }
                yield isCurrent() ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
            }
        };
    }

    @Override
    public void switched(ResponseHead head) {
        if (stage != Stage.HEAD) {
            return;
        }
        String protocol =
                request.head()
                        .protocol()
                        .orElseThrow(() -> new IllegalStateException("no upgrade was asked for"));
        HeadWriter.switched(out.append(), head, protocol);
        out.appended();
        notes.switched(head.status());
        stage = Stage.TUNNEL;
        connection.tunnelled();
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        switch (stage) {
            case BODY -> body(data, last);
            case TUNNEL -> {
                notes.sent(data.readableBytes());
                out.write(data);
                connection.tunnelled(last);
            }
            case UNSENT_BODY -> {
                data.release();
                if (last) {
                    end();
                }
            }
            case HEAD, ENDED -> data.release();
        }
    }

    @Override
    public boolean copy(StoredBody body) {
        if (stage != Stage.BODY || body.written() != rest) {
            return false;
        }
        int length = body.copyTo(out.append(), 0, (int) rest);
        notes.sent(length);
        out.appended();
        end();
        return true;
    }

    private void body(ByteBuf data, boolean last) {
        int octets = data.readableBytes();
        switch (framing) {
            case Framing.Length _ -> {
                rest -= octets;
                if (rest < 0 || (last && rest > 0)) {
                    // not the body that was announced: the client must not take it for whole
                    data.release();
                    abort();
                    return;
                }
                notes.sent(octets);
                out.write(data);
            }
            case Framing.Chunked _ -> {
                if (octets > 0) {
                    notes.sent(octets);
                    ChunkedEncoder.begin(out.append(), octets);
                    out.write(data);
                    ChunkedEncoder.end(out.append());
                } else {
                    data.release();
                }
                if (last) {
                    ChunkedEncoder.last(out.append(), NO_TRAILERS);
                }
                out.appended();
            }
            case Framing.UntilClose _ -> {
                notes.sent(octets);
                out.write(data);
            }
            case Framing.None _, Framing.Refused _ -> data.release();
        }
        if (last) {
            end();
        }
    }

    @Override
    public void trailers(Fields fields) {
        if (stage == Stage.BODY && framing instanceof Framing.Chunked) {
            ChunkedEncoder.last(out.append(), request.acceptsTrailers() ? fields : NO_TRAILERS);
            out.appended();
            end();
        } else if (stage == Stage.BODY && rest > 0) {
            abort();
        } else if (stage == Stage.BODY || stage == Stage.UNSENT_BODY) {
            end();
        }
    }

    @Override
    public void abort() {
        if (stage != Stage.ENDED) {
            boolean looksComplete = stage == Stage.BODY && framing instanceof Framing.UntilClose;
            stage = Stage.ENDED;
            notes.ended(End.ABORTED, connection.now());
            connection.aborted(looksComplete);
        }
    }

    @Override
    public boolean writable() {
        return connection.isWritable();
    }

    @Override
    public void consumed(int octets) {
        outstanding -= octets;
        if (stage != Stage.ENDED) {
            connection.consumed();
        }
    }

    /// Answers `expect: 100-continue`, now that the body is wanted (RFC 9110 §10.1.1). A response
    /// that has begun already is the answer.
    void invite() {
        if (request.expectsContinue() && stage == Stage.HEAD) {
            continued = true;
            out.append().writeBytes(CONTINUE);
            out.appended();
        }
    }

    /// Passes a piece of the request body on.
    void give(ByteBuf data, boolean last) {
        Exchange to = exchange;
        if (stage == Stage.ENDED || to == null) {
            data.release();
            return;
        }
        outstanding += data.readableBytes();
        notes.received(data.readableBytes());
        to.data(data, last);
    }

    void giveTrailers(Fields trailers) {
        if (stage != Stage.ENDED && exchange != null) {
            exchange.trailers(trailers);
        }
    }

    int outstanding() {
        return outstanding;
    }

    boolean hasResponded() {
        return stage != Stage.HEAD;
    }

    /// Whether another request may follow, as the response's head has told the client.
    boolean isPersistent() {
        return persistent;
    }

    void becameWritable() {
        if (stage != Stage.ENDED && exchange != null) {
            exchange.writable();
        }
    }

    /// The client is gone.
    void lost() {
        if (stage != Stage.ENDED) {
            notes.ended(End.GONE, connection.now());
            left();
        }
    }

    /// Tells the exchange that it cannot answer any more.
    void left() {
        if (stage != Stage.ENDED) {
            stage = Stage.ENDED;
            if (exchange != null) {
                exchange.gone();
            }
        }
    }

    /// Both directions of the tunnel have ended.
    void tunnelEnded() {
        stage = Stage.ENDED;
        notes.ended(End.COMPLETE, connection.now());
    }

    private void end() {
        stage = Stage.ENDED;
        connection.ended(this);
    }

    private boolean isCurrent() {
        return request.head().version().equals("1.1");
    }
}
