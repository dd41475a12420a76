package croft.edge.exchange;

import croft.edge.cache.CacheKey;
import croft.edge.cache.CacheStatus;
import croft.edge.cache.Decision;
import croft.edge.cache.Delivery;
import croft.edge.cache.ForwardReason;
import croft.edge.cache.OriginFields;
import croft.edge.cache.Reuse;
import croft.edge.cache.Selection;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.limit.Verdict;
import croft.edge.route.Route;
import croft.edge.store.Entry;
import croft.edge.store.Store;
import croft.edge.upstream.Failure;
import croft.edge.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A GET or HEAD that the cache may answer: decides, answers from the store, or waits for a
/// [Flight], or becomes a [Passage]. Runs on the client's event loop; what flights of other loops
/// tell it is handed over. Long, because every way to an answer ends in the same three states
/// (responded, over, with or without a flight), and who changes one must see all who read it.
final class Visit implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

    /// How long a visit for which something stale is stored waits for the backend: what a visitor
    /// takes for slow, and still takes.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Each attempt ends by another one's doing (an eviction, a flight that ended): more than a few
    /// in a row are not met in practice.
    private static final int ATTEMPTS = 4;

    /// What has been read more often than this may be read again within the second.
    private static final int BUSY = 32;

    private final SharedCache cache;
    private final Frontier.Ledger ledger;
    private final Route.Forward route;
    private final RequestHead head;
    private final RequestHead request;
    private final Client client;
    private final RequestId id;
    private final Upstreams upstreams;
    private final EventLoop loop;

    private int attempts;
    private boolean counted;
    private boolean charged;
    private boolean responded;
    private boolean over;
    private Decision.@Nullable Fetch<Entry> fetch;
    private @Nullable Flight flight;

    /// Read by flights on other loops, too.
    private volatile @Nullable Transmission transmission;

    /// Octets pushed that have not come to this loop yet.
    private final AtomicInteger handedOver = new AtomicInteger();

    private @Nullable Exchange passage;
    private @Nullable ScheduledFuture<?> patience;

    /// @param head of GET without a body, or HEAD
    Visit(
            SharedCache cache,
            Frontier.Ledger ledger,
            Route.Forward route,
            RequestHead head,
            Client client,
            RequestId id,
            Upstreams upstreams) {
        this.cache = cache;
        this.ledger = ledger;
        this.route = route;
        this.head = head;
        this.request = Negotiated.withOurTags(head);
        this.client = client;
        this.id = id;
        this.upstreams = upstreams;
        this.loop = client.connection().loop();
    }

    /// What to do once a flight could not answer.
    enum Again {
        /// Look again; something has changed.
        DECIDE,
        /// Ask for oneself: what others are answered does not answer this.
        ALONE
    }

    /// As the rules see it.
    RequestHead request() {
        return request;
    }

    /// Decides, and does what was decided.
    void begin() {
        decide(Again.DECIDE, null);
    }

    private void decide(Again how, @Nullable Selection variant) {
        if (over) {
            return;
        }
        flight = null;
        loseInterest();
        if (attempts++ == ATTEMPTS) {
            pass(ForwardReason.URI_MISS, "contended");
            return;
        }
        Store store = cache.store();
        Instant now = ledger.clock().instant();
        CacheKey key = key();
        List<Entry> stored = store.find(key);
        switch (Reuse.decide(request, route.cache(), stored, now)) {
            case Decision.Serve<Entry> serve -> serve(serve, now);
            case Decision.Pass<Entry>(ForwardReason reason, String detail) -> {
                // what would not be asked for on its own may be cut from what is on its way
                boolean joins =
                        how != Again.ALONE
                                && reason != ForwardReason.BYPASS
                                && join(new Flights.Destination(key, variant(variant, stored)));
                if (joins) {
                    count(CacheCounters.Site::missed);
                } else {
                    pass(reason, detail);
                }
            }
            case Decision.Unavailable<Entry> _ -> unavailable();
            case Decision.Fetch<Entry> needed -> fetch(key, stored, needed, how, variant, now);
        }
    }

    private CacheKey key() {
        return cache.store().key(request, route.cache());
    }

    private void serve(Decision.Serve<Entry> serve, Instant now) {
        Entry entry = serve.candidate();
        if (!entry.body().acquire()) {
            // evicted between the look and now
            decide(Again.DECIDE, null);
            return;
        }
        entry.hit();
        cache.compression().offer(entry);
        boolean stale = serve.ttl().isNegative();
        count(
                stale
                        ? counters -> counters.stale(entry.length())
                        : counters -> counters.hit(entry.length()));
        Duration ttl = serve.ttl();
        answer(
                Source.of(entry),
                serve.delivery(),
                new Moment(
                        serve.age(),
                        ttl.toSeconds(),
                        entry.hits() > BUSY,
                        () -> CacheStatus.hit(ttl)));
        if (serve.refresh()) {
            refresh(entry, now);
        }
    }

    /// Asks the backend whether what was just served is still good, for nobody in particular.
    private void refresh(Entry entry, Instant now) {
        Flights.Destination destination =
                new Flights.Destination(entry.key(), variant(entry.response().selection()));
        if (cache.flights().isFailing(entry.key(), now)
                || cache.flights().find(destination) != null) {
            return;
        }
        Decision.Fetch<Entry> validation =
                new Decision.Fetch<>(
                        new Decision.Ask.Validation<>(entry),
                        ForwardReason.STALE,
                        Optional.of(entry));
        Flight begun = flight(validation, destination, true);
        if (cache.flights().announce(destination, begun) == null) {
            begun.begin(upstreams, client.connection());
        }
    }

    private void fetch(
            CacheKey key,
            List<Entry> stored,
            Decision.Fetch<Entry> needed,
            Again how,
            @Nullable Selection variant,
            Instant now) {
        Optional<Entry> standIn = needed.standIn();
        if (standIn.isPresent()
                && cache.flights().isFailing(key, now)
                && standIn(standIn.get(), "backend failed shortly before", needed.reason())) {
            return;
        }
        boolean isNew =
                needed.ask() instanceof Decision.Ask.Everything<Entry>
                        || needed.ask() instanceof Decision.Ask.OneRange<Entry>;
        if (isNew && (isHead() || cache.store().isUncacheable(key, now))) {
            pass(needed.reason(), isHead() ? "" : "not storable before");
            return;
        }
        Flights.Destination destination = new Flights.Destination(key, variant(variant, stored));
        boolean mayJoin = how != Again.ALONE && cache.flights().find(destination) != null;
        if (!mayJoin && isTurnedAway()) {
            return;
        }
        count(CacheCounters.Site::missed);
        fetch = needed;
        standIn.ifPresent(entry -> waitFor(entry, needed.reason()));
        if (how == Again.ALONE || !join(destination)) {
            fly(
                    flight(needed, destination, false),
                    destination,
                    how != Again.ALONE && Flight.isShared(needed.ask()),
                    stored);
        }
    }

    /// Boards the flight to a destination, if there is one.
    private boolean join(Flights.Destination destination) {
        Flight known = cache.flights().find(destination);
        if (known == null) {
            return false;
        }
        flight = known;
        known.board(this);
        return true;
    }

    /// Boards a new flight, or one that another thread was quicker to begin.
    ///
    /// @param shared whether others may board it
    /// @param stored what was found before, and decided on
    private void fly(
            Flight begun, Flights.Destination destination, boolean shared, List<Entry> stored) {
        Flight quicker = shared ? cache.flights().announce(destination, begun) : null;
        if (shared && quicker == null && !cache.store().find(destination.key()).equals(stored)) {
            // between the look and now another flight has come in: there is no need for this one
            begun.unneeded();
            decide(Again.DECIDE, null);
            return;
        }
        if (quicker == null) {
            flight = begun;
            begun.boardOwn(this);
            begun.begin(upstreams, client.connection());
        } else {
            flight = quicker;
            quicker.board(this);
        }
    }

    private Flight flight(
            Decision.Fetch<Entry> needed, Flights.Destination destination, boolean refresh) {
        // what is fetched for the store is what GET gets, whoever has asked
        RequestHead get = isHead() ? request.withMethod("GET") : request;
        return new Flight(cache, ledger, route, get, needed, destination, loop, id, refresh);
    }

    private String variant(@Nullable Selection known, List<Entry> stored) {
        if (known != null) {
            return variant(known);
        }
        return stored.isEmpty() ? "" : variant(stored.getFirst().response().selection());
    }

    private String variant(Selection selection) {
        return selection.fields().isEmpty() ? "" : selection.of(request).toString();
    }

    private void waitFor(Entry standIn, ForwardReason reason) {
        patience =
                loop.schedule(
                        () -> runOutOfPatience(standIn, reason),
                        PATIENCE.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /// What is stale is better than nothing for a while longer.
    private void runOutOfPatience(Entry entry, ForwardReason reason) {
        patience = null;
        Flight waitedFor = flight;
        if (responded || over || waitedFor == null) {
            return;
        }
        if (standIn(entry, "backend is slow", reason)) {
            flight = null;
            cache.flights().failed(entry.key(), ledger.clock().instant());
            waitedFor.finished(this);
        }
    }

    /// @return whether a stale response could stand in
    private boolean standIn(Entry entry, String error, ForwardReason reason) {
        Optional<Decision.Serve<Entry>> serve =
                Reuse.standIn(request, route.cache(), entry, ledger.clock().instant());
        if (serve.isEmpty() || !entry.body().acquire()) {
            return false;
        }
        entry.hit();
        count(counters -> counters.stale(entry.length()));
        answer(
                Source.of(entry),
                serve.get().delivery(),
                Moment.once(
                        serve.get().age(), CacheStatus.standIn(serve.get().ttl(), reason, error)));
        return true;
    }

    private void pass(ForwardReason reason, String detail) {
        if (isTurnedAway()) {
            return;
        }
        count(CacheCounters.Site::passed);
        // its answer may be for the store after all
        CacheKey key = key();
        RequestHead sent = asForTheStore(key, request);
        // the same, but where the client has named tags of our own
        RequestHead asked = request.equals(head) ? sent : asForTheStore(key, head);
        Aside aside = new Aside(cache, route, asked, reason, detail, ledger.clock());
        Passage begun = new Passage(route, sent, client, id, ledger, aside);
        passage = begun;
        begun.begin(upstreams);
    }

    /// Charges the client for the backend's work, once; answers it, if it has had too much of that.
    private boolean isTurnedAway() {
        if (charged) {
            return false;
        }
        charged = true;
        Verdict verdict = client.connection().guest().backend(head.target(), route.limits());
        if (verdict.isWelcome()) {
            return false;
        }
        over();
        Exchange _ = Frontier.turnAway(verdict, head, client, id, ledger);
        return true;
    }

    /// With nothing that the key does not tell of.
    private RequestHead asForTheStore(CacheKey key, RequestHead asked) {
        return asked.withTarget(key.target()).withFields(OriginFields.passed(asked, route.cache()));
    }

    private void unavailable() {
        count(CacheCounters.Site::missed);
        over = true;
        Frontier.answer(
                head,
                client,
                ErrorPage.NOT_STORED,
                id,
                new Fields().add("cache-status", "croft; detail=\"only-if-cached\""),
                ledger);
    }

    // what flights tell, from any thread

    /// A response answers this visit.
    ///
    /// @param from it is being received by; it may have ended
    /// @param source with a reference to its body for the visit
    void answered(Flight from, Source source, Decision.Serve<Source> serve, String cacheStatus) {
        on(() -> {
            if (responded || over) {
                source.body().release();
                from.finished(this);
                return;
            }
            backendAnswered();
            answer(source, serve.delivery(), Moment.once(serve.age(), cacheStatus));
            if (over) {
                from.finished(this);
            }
        });
    }

    /// More of the body is there.
    void grown() {
        on(this::advance);
    }

    /// A piece of a body that has outgrown the store; takes ownership.
    void pushed(ByteBuf data, boolean last) {
        int octets = data.readableBytes();
        handedOver.addAndGet(octets);
        on(() -> {
            Transmission current = transmission;
            Flight from = flight;
            if (current == null || from == null || over) {
                data.release();
            } else {
                current.push(data, last);
                settle(current);
            }
            handedOver.addAndGet(-octets);
            if (from != null && !over && waiting() == 0) {
                from.caughtUp();
            }
        });
    }

    /// Octets pushed that the client has not taken.
    int waiting() {
        Transmission current = transmission;
        return handedOver.get() + (current == null ? 0 : current.waiting());
    }

    /// How far the client has come, in octets, while some are waiting.
    long taken() {
        Transmission current = transmission;
        return current == null ? 0 : current.taken();
    }

    void informed(ResponseHead interim) {
        on(() -> {
            if (!responded && !over) {
                client.inform(interim);
            }
        });
    }

    /// The response cannot be completed.
    void broken() {
        on(() -> {
            if (over || flight == null) {
                // it has had its answer from elsewhere meanwhile
                return;
            }
            over();
            client.abort();
        });
    }

    /// The backend has failed before it answered.
    ///
    /// @param failure null where it has answered, with an error
    void failed(String error, @Nullable Failure failure, ForwardReason reason) {
        on(() -> {
            flight = null;
            if (responded || over) {
                return;
            }
            if (failure == null) {
                backendAnswered();
            }
            Decision.Fetch<Entry> asked = fetch;
            if (asked != null
                    && asked.standIn().isPresent()
                    && standIn(asked.standIn().get(), error, reason)) {
                return;
            }
            if (failure == null) {
                pass(reason, "");
                return;
            }
            over();
            Frontier.answer(
                    head,
                    client,
                    ErrorPage.ofStatus(failure.kind().status()),
                    id,
                    new Fields()
                            .add("proxy-status", "croft; error=" + failure.kind().token())
                            .add("cache-status", CacheStatus.unanswered(reason, "")),
                    ledger);
        });
    }

    /// It must look for its answer elsewhere.
    void again(Again how) {
        on(() -> {
            if (!responded && !over) {
                decide(how, null);
            }
        });
    }

    /// It must look for its answer among those who want the same variant.
    void againFor(Selection selection) {
        on(() -> {
            if (!responded && !over) {
                decide(Again.DECIDE, selection);
            }
        });
    }

    // what the flight passes that this visit alone gets, on its own event loop

    void passed(ResponseHead response, String cacheStatus) {
        on(() -> passOn(response, cacheStatus));
    }

    private void passOn(ResponseHead response, String cacheStatus) {
        if (responded || over) {
            return;
        }
        responded();
        backendAnswered();
        ledger.traffic().responded(response.status());
        Fields fields = ClientFields.of(response.fields()).add("cache-status", cacheStatus);
        boolean ends = response.body() instanceof Body.None || isHead();
        if (ends) {
            over();
        }
        client.respond(
                new ResponseHead(response.status(), fields, ends ? Body.NONE : response.body()));
    }

    void passedData(ByteBuf data, boolean last) {
        if (over) {
            data.release();
            return;
        }
        if (last) {
            over();
        }
        client.data(data, last);
    }

    void passedTrailers(Fields fields) {
        if (!over) {
            over();
            client.trailers(fields);
        }
    }

    boolean takesMore() {
        return over || client.writable();
    }

    // answering

    /// @param source with a reference to its body for this answer
    private void answer(Source source, Delivery delivery, Moment moment) {
        responded();
        Transmission begun =
                new StoredAnswer(head, client, id, ledger.traffic())
                        .begin(source, delivery, moment);
        if (begun == null) {
            over();
        } else {
            transmit(begun);
        }
    }

    private void transmit(Transmission begun) {
        transmission = begun;
        begun.advance();
        settle(begun);
    }

    private void advance() {
        Transmission current = transmission;
        if (current != null && !over) {
            current.advance();
            settle(current);
        }
    }

    private void settle(Transmission current) {
        if (current.isOver()) {
            over();
        }
    }

    /// What it has waited for has come.
    private void backendAnswered() {
        client.notes().backendAnswered(loop.ticker().nanoTime());
    }

    private void responded() {
        responded = true;
        loseInterest();
    }

    /// Each visit is counted once, by what became of it first.
    private void count(Consumer<CacheCounters.Site> outcome) {
        if (!counted) {
            counted = true;
            outcome.accept(cache.counters().of(route.site()));
        }
    }

    private boolean isHead() {
        return head.method().equals("HEAD");
    }

    /// Nothing more is done for this visit.
    private void over() {
        over = true;
        loseInterest();
        Flight boarded = flight;
        flight = null;
        if (boarded != null) {
            boarded.finished(this);
        }
        if (transmission != null) {
            transmission.end();
        }
    }

    private void loseInterest() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void on(Runnable action) {
        if (loop.inEventLoop()) {
            guarded(action);
        } else {
            loop.execute(() -> guarded(action));
        }
    }

    /// A defect that this visit meets must neither leave its client waiting nor keep the flight
    /// from telling the others.
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("request {} ended by an unexpected failure", id, e);
            if (!over) {
                over();
                client.abort();
            }
        }
    }

    // what the client does

    @Override
    public void data(ByteBuf data, boolean last) {
        if (passage != null) {
            passage.data(data, last);
        } else {
            data.release();
        }
    }

    @Override
    public void trailers(Fields fields) {}

    @Override
    public void writable() {
        if (passage != null) {
            passage.writable();
            return;
        }
        advance();
        Flight boarded = flight;
        if (boarded != null && !over) {
            if (transmission == null) {
                boarded.resume();
            } else if (transmission.waiting() == 0) {
                boarded.caughtUp();
            }
        }
    }

    @Override
    public void gone() {
        if (passage != null) {
            passage.gone();
        } else if (!over) {
            ledger.traffic().cancelled();
            Flight left = flight;
            flight = null;
            over();
            if (left != null) {
                left.leave(this);
            }
        }
    }
}
