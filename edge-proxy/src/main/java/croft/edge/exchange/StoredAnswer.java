package croft.edge.exchange;

import croft.edge.cache.ByteRange;
import croft.edge.cache.Delivery;
import croft.edge.http.FieldBlock;
import croft.edge.http.PreparedHead;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.store.Form;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers one request from something stored: in the form that the client likes best, as a whole or
/// in parts, or by a status that needs no body. Runs on the client's event loop.
///
/// @param client not answered yet
record StoredAnswer(RequestHead head, Client client, RequestId id, Traffic traffic) {
    /// Up to here a body goes out with its head, in one piece, however busy the client is.
    private static final int SMALL = 12_000;

    /// Sends the head of the answer.
    ///
    /// @param source with a reference to its body, which passes to the answer
    /// @return what is to be sent behind the head; null if the answer ends with it
    @Nullable Transmission begin(Source source, Delivery delivery, Moment moment) {
        return switch (delivery) {
            case Delivery.Whole _ -> whole(source, moment);
            case Delivery.Part(List<ByteRange> ranges, long total) when ranges.size() == 1 ->
                    part(source, ranges.getFirst(), total, moment);
            case Delivery.Part(List<ByteRange> ranges, long total) ->
                    parts(source, ranges, total, moment);
            case Delivery.NotModified _ -> {
                Form form = Negotiated.known(head, source.forms());
                FieldBlock fields = form == null ? source.fields() : form.head().fields();
                yield bodiless(source, Heads.notModified(fields, moment.fields()));
            }
            case Delivery.PreconditionFailed _ ->
                    bodiless(source, Heads.refused(412, moment.fields()));
            case Delivery.Unsatisfiable(long total) ->
                    bodiless(
                            source,
                            Heads.refused(
                                    416, moment.fields().add("content-range", "bytes */" + total)));
        };
    }

    private @Nullable Transmission bodiless(Source source, ResponseHead response) {
        source.body().release();
        traffic.responded(response.status());
        client.respond(response);
        return null;
    }

    private @Nullable Transmission whole(Source source, Moment moment) {
        Form form = Negotiated.form(head, source.forms());
        if (form != null && form.body().acquire()) {
            source.body().release();
            return whole(form.head(), form.body(), moment);
        }
        PreparedHead prepared = source.head();
        if (prepared != null) {
            return whole(prepared, source.body(), moment);
        }
        ResponseHead open = Heads.open(source, moment.fields(), !isHead());
        if (isHead()) {
            return bodiless(source, open);
        }
        traffic.responded(open.status());
        client.respond(open);
        return Transmission.of(client, source.body(), 0, Transmission.TO_THE_END);
    }

    private @Nullable Transmission whole(PreparedHead prepared, StoredBody body, Moment moment) {
        long length = prepared.length();
        boolean ends = isHead() || length == 0;
        traffic.responded(prepared.status());
        client.respond(prepared, moment.stamp(prepared), !isHead());
        if (!ends && length <= SMALL && body.isComplete()) {
            if (body.written() == length && client.copy(body)) {
                body.release();
                return null;
            }
            ByteBuf all = body.slice(0, (int) length);
            if (all.readableBytes() == length) {
                body.release();
                client.data(all, true);
                return null;
            }
            all.release();
        }
        if (ends) {
            body.release();
            return null;
        }
        return Transmission.of(client, body, 0, length);
    }

    private Transmission part(Source source, ByteRange range, long total, Moment moment) {
        long from = source.offset(range.first());
        traffic.responded(206);
        client.respond(Heads.part(source, range, total, moment.fields()));
        return Transmission.of(client, source.body(), from, from + range.length());
    }

    private Transmission parts(Source source, List<ByteRange> ranges, long total, Moment moment) {
        String boundary = "croft-" + id;
        String type = source.fields().first("content-type");
        Transmission sent = Transmission.ofPieces(client, source.body());
        long length = 0;
        for (ByteRange range : ranges) {
            String start =
                    (length == 0 ? "--" : "\r\n--")
                            + boundary
                            + (type == null ? "" : "\r\ncontent-type: " + type)
                            + "\r\ncontent-range: "
                            + Heads.contentRange(range, total)
                            + "\r\n\r\n";
            long from = source.offset(range.first());
            sent.add(new Transmission.Piece.Text(start));
            sent.add(new Transmission.Piece.Range(from, from + range.length()));
            length += start.length() + range.length();
        }
        String end = "\r\n--" + boundary + "--\r\n";
        sent.add(new Transmission.Piece.Text(end));
        traffic.responded(206);
        client.respond(Heads.parts(source, boundary, length + end.length(), moment.fields()));
        return sent;
    }

    private boolean isHead() {
        return head.method().equals("HEAD");
    }
}
