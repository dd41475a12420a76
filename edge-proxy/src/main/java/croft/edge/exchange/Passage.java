package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Route;
import croft.edge.upstream.Answer;
import croft.edge.upstream.Call;
import croft.edge.upstream.Failure;
import croft.edge.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An exchange that is passed to a backend: both directions streamed, each held back while the
/// other side does not keep up. Runs on the connection's event loop. The call is let go when the
/// answer has ended (for a switched protocol, when both directions have); what the client still
/// sends after that is dropped.
final class Passage implements Exchange {
    private final Route.Forward route;
    private final RequestHead head;
    private final Client client;
    private final RequestId id;
    private final Frontier.Ledger ledger;
    private final Aside aside;

    private @Nullable Call call;
    private boolean responded;
    private boolean switched;
    private boolean answerEnded;
    private boolean clientGone;

    Passage(
            Route.Forward route,
            RequestHead head,
            Client client,
            RequestId id,
            Frontier.Ledger ledger,
            Aside aside) {
        this.route = route;
        this.head = head;
        this.client = client;
        this.id = id;
        this.ledger = ledger;
        this.aside = aside;
    }

    /// Sends the request. The answer may come, or fail, before this returns.
    void begin(Upstreams upstreams) {
        RequestHead forwarded = head.withFields(Forwarded.fields(head, client.connection(), id));
        Call begun = upstreams.send(route.origin(), forwarded, new FromBackend());
        if (!answerEnded) {
            call = begun;
        }
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        if (call == null) {
            data.release();
            return;
        }
        call.data(data, last);
        if (last && answerEnded) {
            call = null;
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
        clientGone = true;
        if (call != null) {
            if (!answerEnded) {
                ledger.traffic().cancelled();
                aside.failed();
            }
            call.cancel();
            call = null;
        }
    }

    private void endAnswer(boolean requestMayGoOn) {
        answerEnded = true;
        if (!requestMayGoOn) {
            call = null;
        }
    }

    private static Fields proxyStatus(Failure.Kind kind) {
        // RFC 9209 §2: who speaks, and what went wrong. The backend's address stays inside.
        return new Fields().add("proxy-status", "croft; error=" + kind.token());
    }

    /// What the backend answers.
    private final class FromBackend implements Answer {
        @Override
        public void informed(ResponseHead interim) {
            if (!clientGone) {
                client.inform(interim);
            }
        }

        @Override
        public void responded(ResponseHead response) {
            if (isMistakenForASwitch(response)) {
                refuseSwitch();
                return;
            }
            Instant now = ledger.clock().instant();
            begin(response, now);
            ClientFields.date(response.fields(), now);
            Fields fields = ClientFields.of(response.fields());
            aside.responded(response, fields);
            ResponseHead passedOn = new ResponseHead(response.status(), fields, response.body());
            if (response.body() instanceof Body.None) {
                endAnswer(false);
            }
            client.respond(passedOn);
            holdBack();
        }

        @Override
        public void switched(ResponseHead response) {
            begin(response, ledger.clock().instant());
            switched = true;
            client.switched(
                    new ResponseHead(
                            response.status(), ClientFields.of(response.fields()), Body.OPEN));
            holdBack();
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            if (clientGone) {
                data.release();
                return;
            }
            if (!switched) {
                aside.data(data, last);
            }
            if (last) {
                endAnswer(switched);
            }
            client.data(data, last);
            holdBack();
        }

        @Override
        public void trailers(Fields fields) {
            aside.ended();
            endAnswer(false);
            if (!clientGone) {
                client.trailers(fields);
            }
        }

        @Override
        public void sent(int octets) {
            if (!clientGone) {
                client.consumed(octets);
            }
        }

        @Override
        public void failed(Failure failure) {
            if (answerEnded) {
                // of a switched protocol, whose other direction has failed: what was answered is
                // whole, and nobody listens any more
                call = null;
                if (!clientGone) {
                    client.abort();
                }
                return;
            }
            ledger.traffic().backendFailed();
            aside.failed();
            endAnswer(false);
            if (clientGone) {
                return;
            }
            if (responded) {
                client.abort();
                return;
            }
            ledger.health()
                    .failed(route.origin(), failure, id.toString(), ledger.clock().instant());
            Frontier.answer(
                    head,
                    client,
                    ErrorPage.ofStatus(failure.kind().status()),
                    id,
                    proxyStatus(failure.kind()).add("cache-status", aside.unanswered()),
                    ledger);
        }

        /// Over HTTP/2 every 2xx says that the protocol was switched (RFC 8441 §5, RFC 9110
        /// §9.3.6); a backend that has not done so must not seem to.
        private boolean isMistakenForASwitch(ResponseHead response) {
            return head.protocol().isPresent()
                    && head.version().equals("2")
                    && response.status() < 300;
        }

        private void refuseSwitch() {
            Call refused = call;
            endAnswer(false);
            if (refused != null) {
                refused.cancel();
            }
            responded = true;
            ledger.traffic().backendFailed();
            Frontier.answer(
                    head,
                    client,
                    ErrorPage.NOT_SWITCHED,
                    id,
                    proxyStatus(Failure.Kind.HTTP_UPGRADE_FAILED),
                    ledger);
        }

        private void begin(ResponseHead response, Instant now) {
            responded = true;
            client.notes().backendAnswered(client.connection().loop().ticker().nanoTime());
            ledger.health().answered(route.origin(), now);
            ledger.traffic().responded(response.status());
        }

        private void holdBack() {
            if (call != null && !answerEnded && !clientGone && !client.writable()) {
                call.pause();
            }
        }
    }
}
