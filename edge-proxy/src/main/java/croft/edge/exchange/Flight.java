package croft.edge.exchange;

import croft.edge.cache.CacheStatus;
import croft.edge.cache.Decision;
import croft.edge.cache.Extent;
import croft.edge.cache.Freshening;
import croft.edge.cache.OriginFields;
import croft.edge.cache.Reuse;
import croft.edge.cache.Storability;
import croft.edge.cache.StoredResponse;
import croft.edge.cache.Storing;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Route;
import croft.edge.store.Entry;
import croft.edge.store.StoredBody;
import croft.edge.upstream.Answer;
import croft.edge.upstream.Call;
import croft.edge.upstream.Failure;
import croft.edge.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request to a backend for the store, and the visits that wait for what comes of it.
///
/// It begins on the event loop of the visit whose request it is, or of one that was answered stale,
/// and stays there; visits from other loops board it there and are told on their own. Its stages:
///
/// - *asked*: the head of the answer is waited for, visits board;
/// - *receiving*: the answer is for the store; whoever boards reads along from the first octet;
/// - *passing*: the answer is not for the store; the visit whose request it was alone gets it, all
///   others ask for themselves, and the key is remembered so that later ones do not queue up first;
/// - *over*.
///
/// It lives as long as anybody wants it: when the last visit has gone it is given up, unless it was
/// begun to refresh what is stored, or is nearly done. Long, because the ways in which it can end
/// belong together.
final class Flight implements Answer {
    /// For how long visits do not wait for each other once an answer could not be stored.
    private static final Duration UNCACHEABLE = Duration.ofMinutes(2);

    /// What may be missing of a body that nobody waits for any more and that is fetched to its end
    /// all the same: less than a new connection to the backend costs.
    private static final long NEARLY_DONE = 256 * 1024;

    private enum Stage {
        ASKED,
        RECEIVING,
        PASSING,
        OVER
    }

    private final SharedCache cache;
    private final Frontier.Ledger ledger;
    private final Route.Forward route;
    private final RequestHead request;
    private final Decision.Fetch<Entry> fetch;
    private final Flights.Destination destination;
    private final EventLoop loop;
    private final RequestId id;
    private final Passengers passengers;

    /// Whether it goes on when nobody waits for it any more.
    private boolean wanted;

    private Stage stage = Stage.ASKED;
    private long mark;
    private Instant requested = Instant.EPOCH;
    private int status;
    private boolean tooLarge;
    private @Nullable Call call;
    private @Nullable Receiving receiving;
    private @Nullable Visit passing;

    /// @param request as GET, with the fields of the client
    /// @param refresh whether it goes on although nobody waits
    Flight(
            SharedCache cache,
            Frontier.Ledger ledger,
            Route.Forward route,
            RequestHead request,
            Decision.Fetch<Entry> fetch,
            Flights.Destination destination,
            EventLoop loop,
            RequestId id,
            boolean refresh) {
        this.cache = cache;
        this.ledger = ledger;
        this.route = route;
        this.request = request;
        this.fetch = fetch;
        this.destination = destination;
        this.loop = loop;
        this.id = id;
        this.passengers = new Passengers(this, route.cache(), ledger.clock(), fetch.reason());
        this.wanted = refresh;
    }

    /// Sends the request, on the flight's loop. The answer may come, or fail, before this returns.
    void begin(Upstreams upstreams, ConnectionFacts facts) {
        mark = cache.store().mark();
        requested = ledger.clock().instant();
        try {
            RequestHead plain =
                    request.withTarget(destination.key().target())
                            .withFields(OriginFields.of(request, route.cache(), fetch.ask()));
            RequestHead sent = plain.withFields(Forwarded.fields(plain, facts, id));
            Call begun = upstreams.send(route.origin(), sent, this);
            if (stage != Stage.OVER) {
                call = begun;
            } else {
                begun.cancel();
            }
        } catch (RuntimeException | Error e) {
            // a defect; whoever boards must not wait for ever
            end().forEach(Visit::broken);
            throw e;
        }
    }

    /// Takes the visit on board whose request it is, before it begins.
    void boardOwn(Visit visit) {
        passengers.addOwn(visit);
    }

    /// Ends it before it has begun; who has boarded meanwhile looks again.
    void unneeded() {
        endAll(Visit.Again.DECIDE);
    }

    /// Takes a visit on board, from any thread.
    void board(Visit visit) {
        on(() -> boarded(visit));
    }

    /// A visit has its answer, and does not read any more; told from any thread.
    void finished(Visit visit) {
        on(() -> {
            // it has been worth it, so it is worth being stored
            wanted = true;
            left(visit);
        });
    }

    /// A visit's client has gone; told from any thread.
    void leave(Visit visit) {
        on(() -> left(visit));
    }

    /// A visit has taken some of what was pushed to it.
    void caughtUp() {
        on(() -> {
            Receiving current = receiving;
            if (call != null && current != null && !current.isAhead()) {
                call.resume();
            }
        });
    }

    private void on(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    private void boarded(Visit visit) {
        Receiving current = receiving;
        switch (stage) {
            case ASKED -> passengers.add(visit);
            case RECEIVING -> {
                if (current == null || current.isOutgrown()) {
                    visit.again(Visit.Again.ALONE);
                } else {
                    passengers.shareLate(visit, status, current);
                }
            }
            case PASSING, OVER -> visit.again(Visit.Again.DECIDE);
        }
    }

    private void left(Visit visit) {
        passengers.remove(visit);
        if (receiving != null) {
            receiving.leave(visit);
            caughtUp();
        }
        if (passing == visit) {
            passing = null;
        }
        if (passengers.isEmpty() && !isWanted()) {
            giveUp();
        }
    }

    private boolean isWanted() {
        return switch (stage) {
            case ASKED -> wanted;
            case RECEIVING -> {
                Receiving current = receiving;
                yield current != null
                        && (!current.isUnread()
                                || (!current.isOutgrown() && (wanted || isNearlyDone(current))));
            }
            case PASSING -> passing != null;
            case OVER -> true;
        };
    }

    private static boolean isNearlyDone(Receiving current) {
        long length = current.source().length();
        return length >= 0 && length - current.received() <= NEARLY_DONE;
    }

    private void giveUp() {
        if (stage == Stage.OVER) {
            return;
        }
        Call given = call;
        end();
        if (receiving != null) {
            receiving.release();
            receiving = null;
        }
        if (given != null) {
            given.cancel();
        }
    }

    // what the backend answers

    @Override
    public void informed(ResponseHead interim) {
        passengers.inform(interim);
    }

    @Override
    public void responded(ResponseHead response) {
        try {
            answered(response);
        } catch (RuntimeException e) {
            breakOff();
            throw e;
        }
    }

    /// After a defect: nobody waits for ever, and nobody boards any more.
    private void breakOff() {
        Call given = call;
        Receiving broken = receiving;
        List<Visit> left = end();
        if (broken != null) {
            receiving = null;
            broken.fail();
            broken.release();
        }
        left.forEach(Visit::broken);
        if (given != null) {
            given.cancel();
        }
    }

    private void answered(ResponseHead response) {
        Instant now = ledger.clock().instant();
        status = response.status();
        ledger.health().answered(route.origin(), now);
        ClientFields.date(response.fields(), now);
        if (Reuse.isStoodInFor(response.status()) && standsIn(now)) {
            stopReading(response);
            cache.flights().failed(destination.key(), now);
            failVisits(Integer.toString(response.status()), null);
            return;
        }
        cache.flights().succeeded(destination.key());
        switch (fetch.ask()) {
            case Decision.Ask.Validation<Entry>(Entry stored) when response.status() == 304 ->
                    validated(stored, response, now);
            case Decision.Ask.Rest<Entry>(Entry part, long _, long _)
                    when response.status() == 206 ->
                    continued(part, response, now);
            case Decision.Ask.Everything<Entry> _,
                    Decision.Ask.OneRange<Entry> _,
                    Decision.Ask.Validation<Entry> _,
                    Decision.Ask.Rest<Entry> _ ->
                    fresh(response, now);
        }
    }

    private boolean standsIn(Instant now) {
        return fetch.standIn()
                .flatMap(stored -> Reuse.standIn(request, route.cache(), stored, now))
                .isPresent();
    }

    /// What is stored is still good (RFC 9111 §4.3.4).
    private void validated(Entry stored, ResponseHead notModified, Instant now) {
        Optional<StoredResponse> freshened =
                Freshening.by(
                        stored.response(), request, route.cache(), notModified, requested, now);
        if (freshened.isEmpty()) {
            // a 304 about something else, or that forbids to keep it: ask again, for everything
            cache.store().remove(stored);
            endAll(Visit.Again.DECIDE);
            return;
        }
        StoredResponse response = freshened.get();
        if (!stored.body().acquire()) {
            endAll(Visit.Again.DECIDE);
            return;
        }
        Entry entry = Kept.freshened(stored, response, now);
        Source source = Source.of(entry);
        boolean kept = cache.store().replace(stored, entry, mark);
        String first = CacheStatus.forwarded(fetch.reason(), 304, kept, false, Optional.empty());
        for (Visit visit : end()) {
            if (passengers.isOwn(visit)) {
                passengers.give(visit, source, first);
            } else {
                passengers.share(visit, source, 304, null);
            }
        }
        stored.body().release();
    }

    /// The part that was missing comes (RFC 9111 §3.4).
    private void continued(Entry part, ResponseHead partial, Instant now) {
        Optional<StoredResponse> combined =
                Freshening.combined(
                        part.response(), request, route.cache(), partial, requested, now);
        if (combined.isEmpty() || !part.body().acquire()) {
            cache.store().remove(part);
            stopReading(partial);
            endAll(Visit.Again.DECIDE);
            return;
        }
        long length = partial.body() instanceof Body.Sized(long more) ? part.length() + more : -1;
        long promised =
                switch (combined.get().extent()) {
                    case Extent.Part held -> held.length();
                    case Extent.Whole _ ->
                            part.response().extent() instanceof Extent.Part held
                                    ? held.total()
                                    : -1;
                };
        Optional<StoredBody> body =
                StoredBody.join(cache.memory(), part.body(), part.length(), length);
        part.body().release();
        if (body.isEmpty()) {
            cache.store().remove(part);
            stopReading(partial);
            endAll(Visit.Again.ALONE);
            return;
        }
        receive(combined.get(), body.get(), length, promised, partial);
    }

    /// A response that is not about what is stored.
    private void fresh(ResponseHead response, Instant now) {
        switch (Storing.decide(request, route.cache(), response, requested, now)) {
            case Storability.NotStorable(String reason) -> notForTheStore(response, reason);
            case Storability.Storable(StoredResponse storable) -> {
                long length = Kept.length(response);
                if (length > cache.memory().largestObject()) {
                    notForTheStore(response, "too large");
                } else {
                    receive(
                            storable,
                            StoredBody.create(cache.memory(), length),
                            length,
                            storable.extent() instanceof Extent.Part part ? part.length() : -1,
                            response);
                }
            }
        }
    }

    private void receive(
            StoredResponse storable,
            StoredBody body,
            long length,
            long promised,
            ResponseHead response) {
        Receiving begun = new Receiving(Kept.arriving(storable, body, length), promised);
        receiving = begun;
        stage = Stage.RECEIVING;
        String first =
                CacheStatus.forwarded(
                        fetch.reason(), response.status(), true, false, Optional.empty());
        for (Visit visit : passengers.takeAll()) {
            if (passengers.isOwn(visit)) {
                begun.add(visit);
                passengers.give(visit, begun.source(), first);
            } else {
                passengers.share(visit, begun.source(), status, begun);
            }
        }
        if (response.body() instanceof Body.None) {
            begun.end();
            store(begun);
        }
    }

    /// The visit whose request it is gets it as it comes, nobody else: it may be about that one
    /// alone. The others ask for themselves.
    private void notForTheStore(ResponseHead response, String reason) {
        // what a part was answered with says nothing of the whole
        boolean general = isShared(fetch.ask()) && response.status() < 500;
        if (general) {
            notStorable();
        }
        if (response.status() < 500) {
            outdated().ifPresent(cache.store()::remove);
        }
        close();
        Visit chosen = null;
        for (Visit visit : passengers.takeAll()) {
            if (passengers.isOwn(visit) && !answersUs(response)) {
                chosen = visit;
            } else {
                visit.again(Visit.Again.ALONE);
            }
        }
        if (chosen == null) {
            stopReading(response);
            end();
            return;
        }
        stage = Stage.PASSING;
        passing = chosen;
        boolean ends = response.body() instanceof Body.None;
        if (ends) {
            end();
        }
        chosen.passed(
                response,
                CacheStatus.forwarded(
                        fetch.reason(), response.status(), false, false, Optional.of(reason)));
        holdBack(chosen);
    }

    /// Later visits do not wait for each other's answer.
    private void notStorable() {
        cache.store().uncacheable(destination.key(), ledger.clock().instant().plus(UNCACHEABLE));
    }

    /// What is stored and has been asked about: another answer shows that it is no more.
    private Optional<Entry> outdated() {
        return switch (fetch.ask()) {
            case Decision.Ask.Validation<Entry>(Entry stored) -> Optional.of(stored);
            case Decision.Ask.Rest<Entry>(Entry part, long _, long _) -> Optional.of(part);
            case Decision.Ask.Everything<Entry> _, Decision.Ask.OneRange<Entry> _ ->
                    Optional.empty();
        };
    }

    /// Whether it answers a condition or a range of ours, and means nothing to a client.
    private boolean answersUs(ResponseHead response) {
        return switch (response.status()) {
            case 304, 412 -> true;
            case 416 -> !(fetch.ask() instanceof Decision.Ask.OneRange<Entry>);
            default -> false;
        };
    }

    @Override
    public void switched(ResponseHead response) {
        // nothing was asked that could be answered by this; the parser has refused it before
        Call odd = call;
        failVisits("http_protocol_error", null);
        if (odd != null) {
            odd.cancel();
        }
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        cache.counters().of(route.site()).received(data.readableBytes());
        Visit direct = passing;
        Receiving current = receiving;
        if (direct != null) {
            if (last) {
                end();
            }
            direct.passedData(data, last);
            holdBack(direct);
        } else if (current != null) {
            boolean ahead = current.data(data, last);
            if (last) {
                store(current);
            } else if (current.isOutgrown()) {
                outgrown(current, ahead);
            }
        } else {
            data.release();
        }
    }

    private void outgrown(Receiving current, boolean ahead) {
        close();
        if (current.received() > cache.memory().largestObject() && !tooLarge) {
            tooLarge = true;
            notStorable();
        }
        if (current.isUnread()) {
            giveUp();
        } else if (ahead && call != null) {
            call.pause();
            current.watch(loop, this::caughtUp);
        }
    }

    private void holdBack(Visit direct) {
        if (call != null && stage == Stage.PASSING && !direct.takesMore()) {
            call.pause();
        }
    }

    /// The visit that is passed to takes data again.
    void resume() {
        if (call != null) {
            call.resume();
        }
    }

    @Override
    public void trailers(Fields fields) {
        Visit direct = passing;
        Receiving current = receiving;
        if (direct != null) {
            end();
            direct.passedTrailers(fields);
        } else if (current != null) {
            // RFC 9110 §6.5.1: trailers may be discarded; they are not stored
            current.end();
            store(current);
        }
    }

    @Override
    public void sent(int octets) {}

    @Override
    public void failed(Failure failure) {
        ledger.traffic().backendFailed();
        call = null;
        switch (stage) {
            case ASKED -> {
                Instant now = ledger.clock().instant();
                ledger.health().failed(route.origin(), failure, id.toString(), now);
                cache.flights().failed(destination.key(), now);
                failVisits(failure.kind().token(), failure);
            }
            case RECEIVING -> {
                Receiving broken = receiving;
                end();
                if (broken != null) {
                    receiving = null;
                    broken.fail();
                    broken.release();
                }
            }
            case PASSING -> {
                Visit direct = passing;
                end();
                if (direct != null) {
                    direct.broken();
                }
            }
            case OVER -> {}
        }
    }

    // ends

    /// The body is complete: what was received becomes stored.
    private void store(Receiving done) {
        if (receiving != done) {
            return;
        }
        receiving = null;
        if (done.isOutgrown() || !done.isAsPromised()) {
            done.release();
            end();
            return;
        }
        Entry entry = Kept.entry(destination.key(), route, done.source(), ledger.clock().instant());
        if (cache.store().put(entry, mark)) {
            cache.compression().offer(entry);
        } else {
            done.release();
        }
        end();
    }

    private void failVisits(String error, @Nullable Failure failure) {
        for (Visit visit : end()) {
            visit.failed(error, failure, fetch.reason());
        }
    }

    private void endAll(Visit.Again how) {
        for (Visit visit : end()) {
            visit.again(how);
        }
    }

    private void stopReading(ResponseHead response) {
        Call unwanted = call;
        if (unwanted != null && !(response.body() instanceof Body.None)) {
            call = null;
            stage = Stage.OVER;
            unwanted.cancel();
        }
    }

    private void close() {
        cache.flights().close(destination, this);
    }

    /// @return the visits that still waited
    private List<Visit> end() {
        close();
        stage = Stage.OVER;
        call = null;
        passing = null;
        return passengers.takeAll();
    }

    /// Whether what it brings is a part only, so that it is for the visit alone that has asked.
    static boolean isShared(Decision.Ask<Entry> ask) {
        return switch (ask) {
            case Decision.Ask.Everything<Entry> _, Decision.Ask.Validation<Entry> _ -> true;
            case Decision.Ask.OneRange<Entry> _, Decision.Ask.Rest<Entry> _ -> false;
        };
    }
}
