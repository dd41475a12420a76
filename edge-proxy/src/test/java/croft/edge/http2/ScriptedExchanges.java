package croft.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import croft.edge.exchange.Client;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Exchanges that record what they are told and answer what the test says.
final class ScriptedExchanges implements Exchanges {
    final List<Call> calls = new ArrayList<>();

    /// What is done with each request as it begins.
    Consumer<Call> script = _ -> {};

    @Override
    public Exchange begin(RequestHead head, Client client) {
        Call call = new Call(head, client);
        calls.add(call);
        script.accept(call);
        return call;
    }

    Call only() {
        return calls.getLast();
    }

    static ResponseHead head(int status, Body body, String... fields) {
        Fields all = new Fields();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        return new ResponseHead(status, all, body);
    }

    /// One exchange as it was seen.
    static final class Call implements Exchange {
        final RequestHead head;
        final Client client;
        final StringBuilder body = new StringBuilder();
        int pieces;
        boolean ended;
        boolean gone;
        int writableCalls;
        boolean consuming = true;
        @Nullable Fields trailers;
        Runnable onWritable = () -> {};
        Runnable onEnd = () -> {};

        Call(RequestHead head, Client client) {
            this.head = head;
            this.client = client;
        }

        void answer(int status, String text) {
            client.respond(
                    ScriptedExchanges.head(
                            status,
                            Body.of(text.length()),
                            "content-length",
                            Integer.toString(text.length())));
            if (!text.isEmpty()) {
                client.data(Unpooled.copiedBuffer(text, ISO_8859_1), true);
            }
        }

        void answerOpen(int status) {
            client.respond(ScriptedExchanges.head(status, Body.OPEN));
        }

        void send(int octets, boolean last) {
            client.data(Unpooled.buffer(octets).writeZero(octets), last);
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            int length = data.readableBytes();
            body.append(data.toString(ISO_8859_1));
            data.release();
            pieces++;
            if (consuming) {
                client.consumed(length);
            }
            if (last) {
                ended = true;
                onEnd.run();
            }
        }

        @Override
        public void trailers(Fields fields) {
            trailers = fields;
            ended = true;
            onEnd.run();
        }

        @Override
        public void writable() {
            writableCalls++;
            onWritable.run();
        }

        @Override
        public void gone() {
            gone = true;
        }
    }
}
