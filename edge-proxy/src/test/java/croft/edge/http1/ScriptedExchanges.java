package croft.edge.http1;

import croft.edge.exchange.Client;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers as the path says.
final class ScriptedExchanges implements Exchanges {
    static final int BIG = 32 * 1024 * 1024;

    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger gone = new AtomicInteger();

    /// Octets of request bodies that were given to exchanges which keep them.
    final AtomicInteger kept = new AtomicInteger();

    @Override
    public Exchange begin(RequestHead head, Client client) {
        begun.incrementAndGet();
        Script exchange = new Script(head, client);
        exchange.begin();
        return exchange;
    }

    private final class Script implements Exchange {
        private final RequestHead head;
        private final Client client;
        private int left = BIG;

        Script(RequestHead head, Client client) {
            this.head = head;
            this.client = client;
        }

        void begin() {
            switch (head.target()) {
                case "/hello", "/early" -> respond(200, "hello");
                case "/none" -> client.respond(new ResponseHead(200, new Fields(), Body.NONE));
                case "/204" -> client.respond(new ResponseHead(204, new Fields(), Body.NONE));
                case "/304" ->
                        client.respond(
                                new ResponseHead(
                                        304, new Fields().add("content-length", "9"), Body.NONE));
                case "/head" ->
                        client.respond(
                                new ResponseHead(
                                        200, new Fields().add("content-length", "9"), Body.NONE));
                case "/chunked", "/trailers" -> {
                    client.respond(new ResponseHead(200, new Fields(), Body.OPEN));
                    client.data(text("one"), false);
                    client.data(Unpooled.EMPTY_BUFFER, false);
                    if (head.target().equals("/trailers")) {
                        client.trailers(new Fields().add("server-timing", "x"));
                    } else {
                        client.data(text("two"), true);
                    }
                }
                case "/hints" -> {
                    client.inform(
                            new ResponseHead(103, new Fields().add("link", "</a>"), Body.NONE));
                    respond(200, "hello");
                }
                case "/abort" -> {
                    client.respond(new ResponseHead(200, new Fields(), Body.OPEN));
                    client.data(text("one"), false);
                    client.abort();
                }
                case "/short" -> {
                    client.respond(new ResponseHead(200, new Fields(), Body.of(10)));
                    client.data(text("one"), false);
                    client.abort();
                }
                case "/echo" ->
                        client.respond(
                                new ResponseHead(
                                        200,
                                        new Fields(),
                                        head.body() instanceof Body.None
                                                ? Body.NONE
                                                : head.body()));
                case "/big" -> {
                    client.respond(new ResponseHead(200, new Fields(), Body.of(BIG)));
                    writable();
                }
                case "/later" -> client.connection().loop().execute(() -> respond(200, "later"));
                case "/tunnel" ->
                        client.switched(
                                new ResponseHead(
                                        101,
                                        new Fields().add("sec-websocket-accept", "x"),
                                        Body.NONE));
                default -> {
                    // "/never": nothing is answered
                }
            }
        }

        private void respond(int status, String body) {
            ByteBuf data = text(body);
            client.respond(
                    new ResponseHead(
                            status,
                            new Fields().add("content-type", "text/plain"),
                            Body.of(data.readableBytes())));
            client.data(data, true);
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            int octets = data.readableBytes();
            switch (head.target()) {
                case "/echo", "/tunnel" -> {
                    client.data(data, last);
                    if (!last || head.target().equals("/tunnel")) {
                        client.consumed(octets);
                    }
                }
                case "/count" -> {
                    data.release();
                    client.consumed(octets);
                    if (last) {
                        respond(200, "counted");
                    }
                }
                default -> {
                    kept.addAndGet(octets);
                    data.release();
                }
            }
        }

        @Override
        public void trailers(Fields fields) {
            data(text(fields.toString()), true);
        }

        @Override
        public void writable() {
            while (head.target().equals("/big") && left > 0 && client.writable()) {
                int octets = Math.min(left, 50_000);
                left -= octets;
                client.data(Unpooled.wrappedBuffer(new byte[octets]), left == 0);
            }
        }

        @Override
        public void gone() {
            gone.incrementAndGet();
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
