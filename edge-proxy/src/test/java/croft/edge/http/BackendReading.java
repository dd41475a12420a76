package croft.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// How backends read a request that the edge forwards: as the one request that the edge meant, by
/// our own parser and by an independent one. What two readers see differently can be smuggled.
public final class BackendReading {
    private static final int LARGE = 1 << 20;

    /// What the edge adds to a head may pass the limits that hold for visitors.
    private static final Http1Limits ROOM =
            new Http1Limits(LARGE, LARGE, LARGE, 10_000, LARGE, LARGE, LARGE);

    private BackendReading() {}

    /// Writes a head as it goes to a backend and reads it again.
    public static void expectSame(RequestHead head) {
        expectSound(head);
        ByteBuf out = Unpooled.buffer();
        HeadWriter.request(out, head);
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        out.release();
        byOurs(head, octets);
        byNettys(head, octets);
    }

    /// What whoever holds a head need not doubt.
    private static void expectSound(RequestHead head) {
        boolean target =
                FieldSyntax.isOriginForm(head.target())
                        || (head.target().equals("*") && head.method().equals("OPTIONS"));
        if (!FieldSyntax.isToken(head.method()) || !target) {
            throw new AssertionError("request line of " + head);
        }
        if (!head.authority().equals(FieldSyntax.authority(head.authority().toString()))) {
            throw new AssertionError("authority of " + head);
        }
        for (int i = 0; i < head.fields().size(); i++) {
            String name = head.fields().name(i);
            if (!FieldSyntax.isToken(name)
                    || !FieldSyntax.isFieldValue(head.fields().value(i))
                    || ConnectionFields.isHopByHop(name)
                    || name.equals("host")
                    || name.equals("content-length")) {
                throw new AssertionError("field " + name + " of " + head);
            }
        }
    }

    private static void byOurs(RequestHead head, byte[] octets) {
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        Parsed<Http1Request> read = new RequestParser(head.secure(), ROOM).read(in);
        if (!(read instanceof Parsed.Complete<Http1Request>(Http1Request again))
                || in.isReadable()
                || !line(head).equals(line(again.head()))
                || !head.authority().equals(again.head().authority())
                || !head.body().equals(again.head().body())
                || !head.protocol().equals(again.head().protocol())
                || !head.fields().toString().equals(again.head().fields().toString())) {
            throw new AssertionError(head + "\nread again as " + read);
        }
    }

    private static void byNettys(RequestHead head, byte[] octets) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(LARGE, LARGE, LARGE));
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
        List<HttpRequest> requests = new ArrayList<>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            if (next instanceof HttpRequest request) {
                requests.add(request);
            }
            ReferenceCountUtil.release(next);
        }
        channel.finishAndReleaseAll();
        if (requests.size() != 1
                || !requests.getFirst().decoderResult().isSuccess()
                || !line(head)
                        .equals(requests.getFirst().method() + " " + requests.getFirst().uri())
                || !List.of(head.authority().toString())
                        .equals(requests.getFirst().headers().getAll("host"))) {
            throw new AssertionError(head + "\nread by somebody else as " + requests);
        }
    }

    private static String line(RequestHead head) {
        return head.method() + " " + head.target();
    }
}
