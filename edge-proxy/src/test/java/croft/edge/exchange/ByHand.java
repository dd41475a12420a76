package croft.edge.exchange;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Backends;
import croft.edge.route.Routes;
import croft.edge.store.Compression;
import croft.edge.store.Memory;
import croft.edge.store.Store;
import croft.edge.upstream.Answer;
import croft.edge.upstream.Call;
import croft.edge.upstream.Upstreams;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An application behind a frontier with a cache, without sockets: every step happens when the test
/// says so, and in the order that the test wants. Everything is on one event loop.
final class ByHand implements AutoCloseable, Upstreams {
    static final String HOST = "app.example.test";
    static final String FRESH = "max-age=60";

    final Traffic traffic = new Traffic();
    final Memory memory;
    final Store store;
    final SharedCache cache;

    /// Everything that the backend was asked.
    final List<Asked> asked = new ArrayList<>();

    final Compression compression;
    private final Frontier frontier;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    ByHand() {
        this(1 << 20);
    }

    /// @param largestObject that is stored
    ByHand(long largestObject) {
        memory = Memory.of(Memory.SMALLEST, largestObject);
        store = Store.create(memory, () -> now);
        compression = Compression.start(store, memory);
        cache = new SharedCache(store, memory, compression);
        Routes routes =
                Routes.of(
                        new Declaration(
                                Optional.empty(),
                                new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                                List.of(
                                        new Site(
                                                new HostName(HOST),
                                                List.of(),
                                                new Serving.Proxy(new Origin("127.0.0.1", 3000))))),
                        new Backends(
                                new Origin("127.0.0.1", 7001),
                                new Origin("127.0.0.1", 7002),
                                new Origin("127.0.0.1", 7003)));
        frontier =
                new Frontier(
                        () -> routes,
                        this,
                        443,
                        new Frontier.Ledger(traffic, new BackendHealth(), () -> now),
                        cache,
                        _ -> false,
                        KeyAuthorizations.NONE);
    }

    /// A visitor comes.
    ///
    /// @param fields names and values by turns
    Visited get(String target, String... fields) {
        return ask("GET", target, fields);
    }

    Visited ask(String method, String target, String... fields) {
        Fields all = new Fields();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        return visit(method, target, all, RecordedClient.overTls(HOST));
    }

    Visited visit(String method, String target, Fields fields, RecordedClient client) {
        RequestHead head =
                new RequestHead(
                        method,
                        true,
                        new Authority(HOST, -1),
                        target,
                        fields,
                        Body.NONE,
                        Optional.empty(),
                        "1.1");
        return new Visited(client, frontier.begin(head, client));
    }

    /// What the backend was asked last.
    Asked last() {
        return asked.getLast();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    CacheCounters.Count counted() {
        return cache.counters().count(new HostName(HOST));
    }

    static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Call send(Origin to, RequestHead head, Answer whenAnswered) {
        Asked next = new Asked(head, whenAnswered);
        asked.add(next);
        return next;
    }

    @Override
    public void close() {
        compression.close();
    }

    /// A visitor, and what goes on for him.
    record Visited(RecordedClient client, Exchange exchange) {
        void leaves() {
            exchange.gone();
        }

        String body() {
            return client.body.toString();
        }

        String field(String name) {
            String value = client.field(name);
            return value == null ? "" : value;
        }
    }

    /// One request that the backend got.
    static final class Asked implements Call {
        final RequestHead request;
        final Answer answer;
        boolean paused;
        boolean cancelled;

        Asked(RequestHead request, Answer answer) {
            this.request = request;
            this.answer = answer;
        }

        /// Answers with everything at once.
        ///
        /// @param fields names and values by turns
        void answers(int status, String text, String... fields) {
            Body body = text.isEmpty() ? Body.NONE : Body.of(text.length());
            answer.responded(head(status, body, fields));
            if (!text.isEmpty() && !cancelled) {
                answer.data(octets(text), true);
            }
        }

        static ResponseHead head(int status, Body body, String... fields) {
            Fields all = new Fields();
            for (int i = 0; i < fields.length; i += 2) {
                all.add(fields[i], fields[i + 1]);
            }
            return new ResponseHead(status, all, body);
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            data.release();
        }

        @Override
        public void trailers(Fields fields) {}

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
