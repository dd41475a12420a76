package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An authority's question whether a name is ours: `/.well-known/acme-challenge/TOKEN` over plain
/// HTTP, whatever host it names (RFC 8555 §8.3). Waits until the answer has been looked for; a
/// token that is not one of ours is of a backend's own making, and goes the way of every other
/// request. Runs on the connection's event loop.
final class Proof implements Exchange {
    private static final String FOLDER = "/.well-known/acme-challenge/";

    /// Tokens have 22 characters at least (RFC 8555 §8.3), and those of authorities 43.
    private static final int LONGEST_TOKEN = 256;

    private final RequestHead head;
    private final Client client;
    private final RequestId id;
    private final Frontier.Ledger ledger;
    private final Supplier<Exchange> otherwise;
    private @Nullable Exchange other;
    private boolean answered;
    private boolean gone;

    /// @param otherwise begins what becomes of the request if it is none of ours
    Proof(
            RequestHead head,
            Client client,
            RequestId id,
            Frontier.Ledger ledger,
            Supplier<Exchange> otherwise) {
        this.head = head;
        this.client = client;
        this.id = id;
        this.ledger = ledger;
        this.otherwise = otherwise;
    }

    /// The token that a request asks for, in base64url; null if it asks for none.
    static @Nullable String token(RequestHead head) {
        String target = head.target();
        if (!target.startsWith(FOLDER)
                || !(head.method().equals("GET") || head.method().equals("HEAD"))) {
            return null;
        }
        int length = target.length() - FOLDER.length();
        if (length == 0 || length > LONGEST_TOKEN) {
            return null;
        }
        for (int i = FOLDER.length(); i < target.length(); i++) {
            char c = target.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return null;
            }
        }
        return target.substring(FOLDER.length());
    }

    /// Answers as soon as it is known what.
    void begin(CompletableFuture<Optional<String>> found) {
        if (found.isDone()) {
            answer(found.getNow(Optional.empty()));
            return;
        }
        found.thenAccept(authorization -> {
            if (!client.connection().loop().isShuttingDown()) {
                client.connection().loop().execute(() -> answer(authorization));
            }
        });
    }

    private void answer(Optional<String> authorization) {
        if (gone) {
            return;
        }
        if (authorization.isEmpty()) {
            other = otherwise.get();
            return;
        }
        answered = true;
        client.notes().routed(id.number(), null);
        byte[] body = authorization.get().getBytes(StandardCharsets.US_ASCII);
        Fields fields =
                new Fields()
                        .add("date", HttpDate.of(ledger.clock().instant()))
                        .add("content-type", "application/octet-stream")
                        .add("content-length", Integer.toString(body.length))
                        .add("cache-control", "no-store")
                        .add("x-content-type-options", "nosniff");
        ledger.traffic().responded(200);
        if (head.method().equals("HEAD")) {
            client.respond(new ResponseHead(200, fields, Body.NONE));
        } else {
            client.respond(new ResponseHead(200, fields, Body.of(body.length)));
            client.data(Unpooled.wrappedBuffer(body), true);
        }
    }

    /// A body that nobody has asked for.
    @Override
    public void data(ByteBuf data, boolean last) {
        Exchange taken = other;
        if (taken != null) {
            taken.data(data, last);
            return;
        }
        if (!answered) {
            client.consumed(data.readableBytes());
        }
        data.release();
    }

    @Override
    public void trailers(Fields fields) {
        if (other != null) {
            other.trailers(fields);
        }
    }

    @Override
    public void writable() {
        if (other != null) {
            other.writable();
        }
    }

    @Override
    public void gone() {
        gone = true;
        if (other != null) {
            other.gone();
        }
    }
}
