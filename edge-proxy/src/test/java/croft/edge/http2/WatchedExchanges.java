package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.Client;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.BackendReading;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exchanges that answer in any way they may, at once or later, as the number of the request has
/// it; and that insist on what they are promised: a head that a backend reads as the edge does, a
/// body as long as was said, and nothing behind its end.
final class WatchedExchanges implements Exchanges {
    private final List<Watched> all = new ArrayList<>();
    private @Nullable AssertionError broken;

    @Override
    public Exchange begin(RequestHead head, Client client) {
        insist(() -> BackendReading.expectSame(head));
        Watched exchange = new Watched(head, client, all.size());
        all.add(exchange);
        exchange.begin();
        return exchange;
    }

    /// Nothing has been broken that was promised.
    void expectSound() {
        if (broken != null) {
            throw broken;
        }
    }

    /// When the connection is closed, no exchange goes on without knowing.
    void expectAllOver() {
        expectSound();
        for (Watched exchange : all) {
            assertThat(exchange.answered || exchange.gone).as("over: %s", exchange.head).isTrue();
        }
    }

    /// The connection must not see the error: it would end itself by it.
    private void insist(Runnable promise) {
        try {
            promise.run();
        } catch (AssertionError e) {
            broken = e;
        }
    }

    /// One exchange.
    private final class Watched implements Exchange {
        private final RequestHead head;
        private final Client client;
        private final int way;
        private final boolean consuming;
        private long received;
        private boolean ended;
        private boolean answered;
        private boolean open;
        private boolean gone;

        Watched(RequestHead head, Client client, int number) {
            this.head = head;
            this.client = client;
            way = number % 8;
            consuming = number % 3 != 2;
            ended = head.body() instanceof Body.None && head.protocol().isEmpty();
        }

        void begin() {
            if (head.protocol().isPresent() && way != 0) {
                client.switched(ScriptedExchanges.head(101, Body.NONE));
                open = true;
                return;
            }
            switch (way) {
                case 0 -> whole(3_000);
                case 1 -> whole(0);
                case 2 -> {
                    if (ended) {
                        whole(4);
                    }
                }
                case 3 -> {
                    client.inform(ScriptedExchanges.head(103, Body.NONE, "link", "</a>"));
                    respond();
                    send(70_000, true);
                }
                case 4 -> {
                    respond();
                    while (client.writable()) {
                        send(20_000, false);
                    }
                }
                case 5 -> {
                    respond();
                    send(30_000, false);
                    answered = true;
                    client.trailers(new Fields().add("x-sum", "1"));
                }
                case 6 -> {
                    respond();
                    answered = true;
                    client.abort();
                }
                default -> {
                    // never answers by itself
                }
            }
        }

        private void whole(int octets) {
            answered = octets == 0;
            client.respond(
                    ScriptedExchanges.head(
                            200, Body.of(octets), "content-length", Integer.toString(octets)));
            if (octets > 0) {
                send(octets, true);
            }
        }

        private void respond() {
            open = true;
            client.respond(ScriptedExchanges.head(200, Body.OPEN));
        }

        private void send(int octets, boolean last) {
            answered = last;
            client.data(Unpooled.buffer(octets).writeZero(octets), last);
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            int length = data.readableBytes();
            data.release();
            received += length;
            insist(() -> {
                expectListening();
                if (head.body() instanceof Body.Sized(long whole)) {
                    assertThat(received).as("octets of %s", head).isLessThanOrEqualTo(whole);
                    assertThat(last && received != whole).as("cut off: %s", head).isFalse();
                }
            });
            if (consuming) {
                client.consumed(length);
            }
            if (last) {
                end();
            }
        }

        @Override
        public void trailers(Fields fields) {
            insist(this::expectListening);
            end();
        }

        private void expectListening() {
            assertThat(ended).as("behind the end of %s", head).isFalse();
            assertThat(gone).as("behind the farewell to %s", head).isFalse();
        }

        private void end() {
            ended = true;
            if (!answered && way == 2) {
                whole(4);
            } else if (!answered && open && head.protocol().isPresent()) {
                send(10, true);
            }
        }

        @Override
        public void writable() {
            insist(() -> assertThat(answered || gone).as("asked for more of %s", head).isFalse());
            if (open) {
                send(30_000, false);
            }
        }

        @Override
        public void gone() {
            insist(() -> assertThat(gone).as("told twice: %s", head).isFalse());
            gone = true;
        }
    }
}
