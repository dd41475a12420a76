package croft.edge.http1;

import croft.edge.exchange.Client;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.upstream.Answer;
import croft.edge.upstream.Call;
import croft.edge.upstream.Failure;
import croft.edge.upstream.Upstreams;
import croft.platform.declaration.Origin;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Every request as it is to one backend, and back: the two sides of HTTP/1.1 joined by nothing.
final class PassThrough implements Exchanges {
    private final Upstreams upstreams;
    private final Origin origin;

    PassThrough(Upstreams upstreams, Origin origin) {
        this.upstreams = upstreams;
        this.origin = origin;
    }

    @Override
    public Exchange begin(RequestHead head, Client client) {
        Joined joined = new Joined();
        joined.call = upstreams.send(origin, head, new Back(client, joined));
        return joined;
    }

    /// Towards the backend.
    private static final class Joined implements Exchange {
        private @Nullable Call call;
        private boolean gone;

        @Override
        public void data(ByteBuf data, boolean last) {
            if (call == null) {
                data.release();
            } else {
                call.data(data, last);
            }
        }

        @Override
        public void trailers(Fields fields) {
            if (call != null) {
                call.trailers(fields);
            }
        }

        @Override
        public void writable() {
            if (call != null) {
                call.resume();
            }
        }

        @Override
        public void gone() {
            gone = true;
            if (call != null) {
                call.cancel();
            }
        }
    }

    /// Towards the client.
    private static final class Back implements Answer {
        private final Client client;
        private final Joined joined;
        private boolean responded;

        Back(Client client, Joined joined) {
            this.client = client;
            this.joined = joined;
        }

        @Override
        public void informed(ResponseHead head) {
            client.inform(head);
        }

        @Override
        public void responded(ResponseHead head) {
            responded = true;
            client.respond(head);
        }

        @Override
        public void switched(ResponseHead head) {
            responded = true;
            client.switched(head);
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            client.data(data, last);
            if (!last && joined.call != null && !client.writable()) {
                joined.call.pause();
            }
        }

        @Override
        public void trailers(Fields fields) {
            client.trailers(fields);
        }

        @Override
        public void sent(int octets) {
            client.consumed(octets);
        }

        @Override
        public void failed(Failure failure) {
            if (joined.gone) {
                return;
            }
            if (responded) {
                client.abort();
            } else {
                client.respond(new ResponseHead(failure.kind().status(), new Fields(), Body.NONE));
            }
        }
    }
}
