package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.limit.SiteBandwidth;
import croft.edge.log.Notes;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The client of a site with a daily budget: counts what it is sent, and once little is left, sends
/// it piece by piece, each when its turn has come. Only this answer waits; others on the connection
/// go on. Runs on the connection's event loop.
///
/// What waits is bounded by what an exchange gives before it asks [#writable()]: one piece.
final class Metered implements Client {
    /// Sent at once when its turn has come: one TLS record.
    private static final int PIECE = 16 * 1024;

    /// What a head is taken for, with whatever the protocols need around a response.
    private static final int HEAD = 300;

    /// So often it is looked whether there is still reason to wait: croft.yml may give more, and
    /// midnight begins anew.
    private static final long LOOK = TimeUnit.SECONDS.toNanos(5);

    private final Client client;
    private final SiteBandwidth bandwidth;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(1);
    private @Nullable Fields trailers;
    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> timer;

    /// Nanoseconds that the first piece still has to wait; negative if no time is reserved for it.
    private long wait = -1;

    private boolean tunnel;

    /// Whether the exchange has given everything.
    private boolean given;

    private Metered(Client client, SiteBandwidth bandwidth) {
        this.client = client;
        this.bandwidth = bandwidth;
    }

    /// Begins an exchange whose answer is metered.
    static Exchange begin(
            RequestHead head, Client client, SiteBandwidth bandwidth, Exchanges site) {
        Metered metered = new Metered(client, bandwidth);
        Exchange begun = site.begin(head, metered);
        metered.exchange = begun;
        return metered.new Requested(begun);
    }

    @Override
    public ConnectionFacts connection() {
        return client.connection();
    }

    @Override
    public Notes notes() {
        return client.notes();
    }

    @Override
    public void inform(ResponseHead head) {
        bandwidth.sent(HEAD);
        client.inform(head);
    }

    @Override
    public void respond(ResponseHead head) {
        bandwidth.sent(HEAD);
        given = head.body() instanceof Body.None;
        client.respond(head);
    }

    @Override
    public void respond(PreparedHead head, Stamp stamp, boolean withBody) {
        bandwidth.sent(HEAD);
        given = !withBody || head.length() == 0;
        client.respond(head, stamp, withBody);
    }

    /// A conversation is counted, but not slowed: there is no end of it to wait for.
    @Override
    public void switched(ResponseHead head) {
        tunnel = true;
        client.switched(head);
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        given = last;
        bandwidth.sent(data.readableBytes());
        if (waiting.isEmpty() && (tunnel || !data.isReadable() || !bandwidth.isSlow())) {
            client.data(data, last);
            return;
        }
        waiting.add(data);
        send();
    }

    @Override
    public void trailers(Fields fields) {
        given = true;
        if (waiting.isEmpty()) {
            client.trailers(fields);
        } else {
            trailers = fields;
        }
    }

    @Override
    public void abort() {
        given = true;
        release();
        client.abort();
    }

    @Override
    public boolean writable() {
        return waiting.isEmpty() && client.writable();
    }

    @Override
    public void consumed(int octets) {
        client.consumed(octets);
    }

    /// Sends what may go now; sees to it that the rest is sent later.
    private void send() {
        while (!waiting.isEmpty() && timer == null && client.writable()) {
            ByteBuf first = waiting.element();
            if (bandwidth.isSlow()) {
                if (wait < 0) {
                    wait = bandwidth.reserve(Math.min(PIECE, first.readableBytes()));
                }
                if (wait > 0) {
                    sleep();
                    return;
                }
            }
            wait = -1;
            give(first);
        }
    }

    private void give(ByteBuf first) {
        ByteBuf piece = first.readRetainedSlice(Math.min(PIECE, first.readableBytes()));
        if (!first.isReadable()) {
            waiting.remove().release();
        }
        boolean ends = waiting.isEmpty() && given;
        Fields behind = trailers;
        client.data(piece, ends && behind == null);
        if (ends && behind != null) {
            client.trailers(behind);
        }
    }

    private void sleep() {
        long time = Math.min(wait, LOOK);
        wait -= time;
        timer =
                client.connection()
                        .loop()
                        .schedule(
                                () -> {
                                    timer = null;
                                    goOn();
                                },
                                time,
                                TimeUnit.NANOSECONDS);
    }

    /// Sends what waits, and asks for more once nothing does.
    private void goOn() {
        send();
        if (waiting.isEmpty() && !given && exchange != null && client.writable()) {
            exchange.writable();
        }
    }

    private void release() {
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        trailers = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /// The request's side: what the client does.
    private final class Requested implements Exchange {
        private final Exchange begun;

        Requested(Exchange begun) {
            this.begun = begun;
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            begun.data(data, last);
        }

        @Override
        public void trailers(Fields fields) {
            begun.trailers(fields);
        }

        @Override
        public void writable() {
            if (waiting.isEmpty() && !given) {
                begun.writable();
            } else {
                goOn();
            }
        }

        @Override
        public void gone() {
            release();
            if (!given || tunnel) {
                begun.gone();
            }
        }
    }
}
