package croft.edge.exchange;

import croft.edge.cache.CacheKey;
import croft.edge.cache.CacheStatus;
import croft.edge.cache.ForwardReason;
import croft.edge.cache.Freshening;
import croft.edge.cache.Invalidation;
import croft.edge.cache.Storability;
import croft.edge.cache.StoredResponse;
import croft.edge.cache.Storing;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Route;
import croft.edge.store.Entry;
import croft.edge.store.Purge;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the cache has to do with a request that goes past it: it says why, drops what an answer
/// makes invalid, learns from answers to HEAD, and keeps the few answers that are for later GETs
/// all the same. Runs on the client's event loop.
final class Aside {
    /// What is kept of a body of unknown length: many may pass at once that have no end.
    private static final int MOST_OPEN = 512 * 1024;

    private final SharedCache cache;
    private final Route.Forward route;
    private final RequestHead head;
    private final ForwardReason reason;
    private final String detail;
    private final InstantSource clock;
    private final Instant requested;
    private final long mark;
    private @Nullable Keeping keeping;

    Aside(
            SharedCache cache,
            Route.Forward route,
            RequestHead head,
            ForwardReason reason,
            String detail,
            InstantSource clock) {
        this.cache = cache;
        this.route = route;
        this.head = head;
        this.reason = reason;
        this.detail = detail;
        this.clock = clock;
        this.requested = clock.instant();
        this.mark = cache.store().mark();
    }

    /// The final response has come.
    ///
    /// @param forClient its fields as the client gets them; `Cache-Status` is added
    void responded(ResponseHead response, Fields forClient) {
        Instant now = clock.instant();
        Optional<StoredResponse> kept =
                switch (head.method()) {
                    case "HEAD" -> {
                        learn(response, now);
                        yield Optional.empty();
                    }
                    case "GET", "POST" -> forLater(response, now);
                    default -> Optional.empty();
                };
        invalidate(Invalidation.by(head, response));
        kept.ifPresent(storable -> keep(storable, response));
        forClient.add(
                "cache-status",
                CacheStatus.forwarded(
                        reason,
                        response.status(),
                        keeping != null,
                        false,
                        detail.isEmpty() ? Optional.empty() : Optional.of(detail)));
    }

    /// RFC 9111 §4.4. What is stored for a target goes at once, so that whoever hears of the change
    /// and looks sees it; groups take a look through everything, elsewhere.
    private void invalidate(Invalidation invalidation) {
        String host = head.authority().host();
        for (String target : invalidation.targets()) {
            cache.purge(new Purge.Url(host, target, false));
        }
        if (!invalidation.groups().isEmpty()) {
            Purge groups =
                    new Purge.Keys(Set.copyOf(invalidation.groups()), Optional.of(host), true);
            Thread.startVirtualThread(() -> cache.purge(groups));
        }
    }

    /// RFC 9111 §4.3.5. What a purge has named is left alone: it takes more than a HEAD to know it
    /// for good again.
    private void learn(ResponseHead response, Instant now) {
        if (!isForAnybody(response)) {
            return;
        }
        Body body = response.body();
        String length = response.fields().first("content-length");
        for (Entry stored : cache.store().find(key())) {
            if (!stored.expired() && stored.response().selection().matches(head)) {
                Freshening.byHead(
                                stored.response(),
                                stored.length(),
                                head,
                                route.cache(),
                                response,
                                requested,
                                now)
                        .ifPresentOrElse(
                                fresh -> freshen(stored, fresh),
                                () -> {
                                    if (response.status() == 200
                                            && (length != null || body instanceof Body.None)) {
                                        stored.expire();
                                    }
                                });
            }
        }
    }

    /// Whether the answer to HEAD tells of what everybody gets: not one for somebody in particular,
    /// nor one that holds the client's own copy against the backend's without saying which that is.
    private boolean isForAnybody(ResponseHead response) {
        return reason != ForwardReason.BYPASS
                && reason != ForwardReason.REQUEST
                && (response.status() != 304 || response.fields().has("etag"));
    }

    private void freshen(Entry stored, StoredResponse fresh) {
        if (!stored.body().acquire()) {
            return;
        }
        Entry entry = Kept.freshened(stored, fresh, clock.instant());
        boolean _ = cache.store().replace(stored, entry, mark);
        stored.body().release();
    }

    /// What is for later GETs: a POST's answer that says so, and what was not storable a moment
    /// ago.
    private Optional<StoredResponse> forLater(ResponseHead response, Instant now) {
        boolean bypassed = head.method().equals("GET") && reason == ForwardReason.BYPASS;
        return !bypassed
                        && response.status() != 206
                        && Storing.decide(head, route.cache(), response, requested, now)
                                instanceof Storability.Storable(StoredResponse storable)
                        && !cache.store().purgedSince(mark, key(), storable)
                ? Optional.of(storable)
                : Optional.empty();
    }

    private void keep(StoredResponse storable, ResponseHead response) {
        long length = Kept.length(response);
        if (length <= cache.memory().largestObject()) {
            // what this very request has made invalid does not mean its own answer
            keeping =
                    new Keeping(
                            storable,
                            StoredBody.create(cache.memory(), length),
                            length >= 0,
                            cache.store().mark());
            if (length == 0) {
                ended();
            }
        }
    }

    /// A piece of the body passes; it stays its sender's.
    void data(ByteBuf data, boolean last) {
        cache.counters().of(route.site()).received(data.readableBytes());
        Keeping current = keeping;
        if (current == null) {
            return;
        }
        boolean fits = current.sized || current.body.written() + data.readableBytes() <= MOST_OPEN;
        if (!fits || (data.isReadable() && !current.body.append(data.slice()))) {
            failed();
        } else if (last) {
            ended();
        }
    }

    /// The body is complete.
    void ended() {
        Keeping done = keeping;
        keeping = null;
        if (done == null) {
            return;
        }
        done.body.complete();
        Entry entry =
                Kept.entry(
                        key(),
                        route,
                        Kept.arriving(done.response, done.body, done.body.written()),
                        clock.instant());
        if (cache.store().put(entry, done.mark)) {
            cache.store().uncacheable(entry.key(), Instant.EPOCH);
            cache.compression().offer(entry);
        } else {
            done.body.release();
        }
    }

    /// What is said where the backend has not answered.
    String unanswered() {
        return CacheStatus.unanswered(reason, detail);
    }

    /// The body will not be complete.
    void failed() {
        if (keeping != null) {
            keeping.body.release();
            keeping = null;
        }
    }

    private CacheKey key() {
        return cache.store().key(head, route.cache());
    }

    /// A response that is kept while it passes.
    ///
    /// @param sized whether its length is known
    private record Keeping(StoredResponse response, StoredBody body, boolean sized, long mark) {}
}
