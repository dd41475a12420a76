package croft.edge.cache;

import croft.edge.cache.Decision.Ask;
import croft.edge.http.Body;
import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what a request gets (RFC 9111 §4, §5.2.1; RFC 9110 §13, §14).
public final class Reuse {
    private Reuse() {}

    /// Whether a request goes past the store whatever is in it: its method, its cookies, its path.
    public static Optional<Decision.Pass<Candidate>> past(RequestHead request, CachePolicy policy) {
        if (request.protocol().isPresent()) {
            return pass(ForwardReason.METHOD, "upgrade");
        }
        // RFC 9111 §4: the method of a stored request must allow its use for this one
        if (!Methods.isAnswered(request.method())) {
            return pass(ForwardReason.METHOD, "method " + request.method());
        }
        // RFC 9110 §9.3.1: it has no meaning in general; to this backend it may have one
        if (!(request.body() instanceof Body.None)) {
            return pass(ForwardReason.METHOD, "request with a body");
        }
        Asked asked = Asked.of(request);
        Optional<String> keptOut = Site.keepsOut(request, policy, asked);
        if (keptOut.isPresent()) {
            return pass(ForwardReason.BYPASS, keptOut.get());
        }
        // RFC 9111 §5.2.1.5
        return asked.control().noStore()
                ? pass(ForwardReason.REQUEST, "no-store in the request")
                : Optional.empty();
    }

    private static Optional<Decision.Pass<Candidate>> pass(ForwardReason reason, String detail) {
        return Optional.of(new Decision.Pass<>(reason, detail));
    }

    /// The decision for a request that does not go past the store.
    ///
    /// @param stored every response stored under the request's key, the newest first
    public static <C extends Candidate> Decision<C> decide(
            RequestHead request, CachePolicy policy, List<C> stored, Instant now) {
        Asked asked = Asked.of(request);
        RequestControl control = asked.control();
        Decision<C> decision = decide(request, asked, control, policy, stored, now);
        // RFC 9111 §5.2.1.7
        return control.onlyIfCached() && !(decision instanceof Decision.Serve<C>)
                ? new Decision.Unavailable<>()
                : decision;
    }

    private static <C extends Candidate> Decision<C> decide(
            RequestHead request,
            Asked asked,
            RequestControl control,
            CachePolicy policy,
            List<C> stored,
            Instant now) {
        if (stored.isEmpty()) {
            return miss(asked, ForwardReason.URI_MISS);
        }
        C chosen = null;
        Optional<Delivery> delivery = Optional.empty();
        boolean selected = false;
        for (C candidate : stored) {
            // RFC 9111 §4.1
            if (!Vary.selects(candidate.response().selection(), request)) {
                continue;
            }
            selected = true;
            if (!mayHave(asked, policy, candidate.response())) {
                continue;
            }
            // RFC 9111 §4: the most recent one that suits
            delivery = Deliveries.of(asked, candidate);
            if (chosen == null || delivery.isPresent()) {
                chosen = candidate;
            }
            if (delivery.isPresent()) {
                break;
            }
        }
        if (chosen != null) {
            return delivery.isPresent()
                    ? serveOrAsk(request, asked, control, policy, chosen, delivery.get(), now)
                    : more(asked, chosen);
        }
        return selected
                // what is stored here is not for everybody, so what this one gets will not be
                // either
                ? new Decision.Pass<>(
                        ForwardReason.REQUEST, asked.isAuthorized() ? "authorization" : "cookie")
                : miss(asked, ForwardReason.VARY_MISS);
    }

    private static <C extends Candidate> Decision<C> serveOrAsk(
            RequestHead request,
            Asked asked,
            RequestControl control,
            CachePolicy policy,
            C chosen,
            Delivery delivery,
            Instant now) {
        Standing standing = Standing.of(chosen, now);
        ForwardReason forbidden = mustAsk(control, chosen, standing);
        if (forbidden != null) {
            return ask(request, asked, policy, chosen, forbidden, now);
        }
        boolean refresh =
                !standing.isFresh()
                        && standing.isWithin(chosen.response().freshness().staleWhileRevalidate());
        return new Decision.Serve<>(chosen, delivery, standing.age(), standing.ttl(), refresh);
    }

    /// Why a stored response that suits may not answer without the backend (RFC 9111 §4), or null
    /// if it may.
    private static @Nullable ForwardReason mustAsk(
            RequestControl control, Candidate chosen, Standing standing) {
        Freshness freshness = chosen.response().freshness();
        // RFC 9111 §5.2.2.4; and what a purge has expired
        if (freshness.noCache() || chosen.expired()) {
            return ForwardReason.STALE;
        }
        // RFC 9111 §5.2.1.4
        if (control.noCache()) {
            return ForwardReason.REQUEST;
        }
        if (!isYoungEnough(control, chosen.response(), standing)) {
            return standing.isFresh() ? ForwardReason.REQUEST : ForwardReason.STALE;
        }
        if (standing.isFresh()) {
            // RFC 9111 §5.2.1.3
            return control.minFresh()
                            .filter(least -> standing.ttl().compareTo(least) < 0)
                            .isPresent()
                    ? ForwardReason.REQUEST
                    : null;
        }
        // RFC 9111 §5.2.1.2: a client may take what is stale, unless the backend forbids
        if (!freshness.mustRevalidate() && standing.isAccepted(control)) {
            return null;
        }
        // RFC 5861 §3
        return control.maxAge().isEmpty()
                        && control.minFresh().isEmpty()
                        && standing.isWithin(freshness.staleWhileRevalidate())
                ? null
                : ForwardReason.STALE;
    }

    /// RFC 9111 §5.2.1.1. A fresh response that is immutable is not asked about because somebody
    /// pressed reload, which browsers send as `max-age=0` (RFC 8246 §2); a forced reload is
    /// `no-cache`.
    private static boolean isYoungEnough(
            RequestControl control, StoredResponse stored, Standing standing) {
        if (control.maxAge().isEmpty()) {
            return true;
        }
        Duration most = control.maxAge().get();
        if (most.isZero()) {
            return stored.immutable() && standing.isFresh();
        }
        return standing.age().compareTo(most) <= 0;
    }

    /// Asks about a stored response that holds what is wanted.
    private static <C extends Candidate> Decision<C> ask(
            RequestHead request,
            Asked asked,
            CachePolicy policy,
            C chosen,
            ForwardReason reason,
            Instant now) {
        if (asked.isGuarded()) {
            return guarded(reason);
        }
        Ask<C> ask =
                Validators.isThere(chosen.response())
                        ? new Ask.Validation<>(chosen)
                        : new Ask.Everything<>();
        Optional<C> standIn = standIn(request, policy, chosen, now).map(Decision.Serve::candidate);
        return new Decision.Fetch<>(ask, reason, standIn);
    }

    /// Nothing is stored that could answer.
    private static <C extends Candidate> Decision<C> miss(Asked asked, ForwardReason reason) {
        if (asked.isGuarded()) {
            return guarded(reason);
        }
        if (asked.isHead()) {
            // its answer has no body to be stored
            return new Decision.Pass<>(reason, "head");
        }
        Optional<RangeRequest> ranges = RangeRequest.of(asked.range());
        if (ranges.isEmpty()) {
            return new Decision.Fetch<>(new Ask.Everything<>(), reason, Optional.empty());
        }
        return ranges.get().isSingle()
                ? new Decision.Fetch<>(new Ask.OneRange<>(), reason, Optional.empty())
                : new Decision.Pass<>(reason, "multiple ranges");
    }

    /// RFC 9111 §4.3.2: `If-Match` and `If-Unmodified-Since` are for the origin to judge where we
    /// have nothing certain to hold them against.
    private static <C extends Candidate> Decision<C> guarded(ForwardReason reason) {
        return new Decision.Pass<>(reason, "if-match");
    }

    /// A part is stored, and more is wanted: what is missing behind it, if it can be put together
    /// with it (RFC 9111 §3.4).
    private static <C extends Candidate> Decision<C> more(Asked asked, C chosen) {
        if (asked.isGuarded()
                || asked.isHead()
                || !(chosen.response().extent() instanceof Extent.Part part)) {
            return miss(asked, ForwardReason.PARTIAL);
        }
        Optional<RangeRequest> wanted = Deliveries.wanted(asked, chosen.response());
        if (wanted.isPresent() && !wanted.get().isSingle()) {
            return new Decision.Pass<>(ForwardReason.PARTIAL, "multiple ranges");
        }
        ByteRange range =
                wanted.map(request -> request.within(part.total()).getFirst())
                        .orElse(new ByteRange(0, part.total() - 1));
        boolean continues =
                part.first() <= range.first()
                        && range.first() <= part.last() + 1
                        && range.last() > part.last();
        Ask<C> ask;
        if (continues && !chosen.expired()) {
            ask = new Ask.Rest<>(chosen, part.last() + 1, range.last());
        } else {
            ask = wanted.isPresent() ? new Ask.OneRange<>() : new Ask.Everything<>();
        }
        return new Decision.Fetch<>(ask, ForwardReason.PARTIAL, Optional.empty());
    }

    /// Whether a stale response may stand in for a response with this status (RFC 5861 §4: these
    /// and no others).
    public static boolean isStoodInFor(int status) {
        return status == 500 || status == 502 || status == 503 || status == 504;
    }

    /// What may answer although the backend failed, or answered what is stood in for: a stored
    /// response within its time to stand in (RFC 9111 §4.2.4, RFC 5861 §4).
    public static <C extends Candidate> Optional<Decision.Serve<C>> standIn(
            RequestHead request, CachePolicy policy, C stored, Instant now) {
        Asked asked = Asked.of(request);
        StoredResponse response = stored.response();
        Freshness freshness = response.freshness();
        Standing standing = Standing.of(stored, now);
        boolean fresh = standing.isFresh() && !stored.expired();
        boolean allowed =
                // an error does not become better by being old
                response.status() < 500
                        && !freshness.noCache()
                        && (fresh || standing.isWithin(freshness.staleIfError()));
        return allowed ? serve(request, asked, policy, stored, standing) : Optional.empty();
    }

    /// Whether a response that was asked for by another request, and is being received, answers
    /// this one too, which has waited for it (RFC 9111 §4: collapsed requests). Freshness does not
    /// matter where the response is as new as the request; `no-cache`, selection, cookies,
    /// authorisation do.
    public static <C extends Candidate> Optional<Decision.Serve<C>> shared(
            RequestHead request, CachePolicy policy, C received, Instant now) {
        // what was purged while it came is older than the purge
        return received.response().freshness().noCache() || received.expired()
                ? Optional.empty()
                : serve(request, Asked.of(request), policy, received, Standing.of(received, now));
    }

    private static <C extends Candidate> Optional<Decision.Serve<C>> serve(
            RequestHead request, Asked asked, CachePolicy policy, C stored, Standing standing) {
        return Vary.selects(stored.response().selection(), request)
                        && mayHave(asked, policy, stored.response())
                ? Deliveries.of(asked, stored)
                        .map(delivery ->
                                new Decision.Serve<>(
                                        stored, delivery, standing.age(), standing.ttl(), false))
                : Optional.empty();
    }

    /// What of a stored response a request gets, whatever its freshness. Of a part that does not
    /// hold what is wanted it gets what is there, which a 206 may be (RFC 9110 §15.3.7).
    public static Delivery deliver(RequestHead request, Candidate stored) {
        return Deliveries.of(Asked.of(request), stored)
                .orElseGet(() ->
                        switch (stored.response().extent()) {
                            case Extent.Whole _ -> Delivery.WHOLE;
                            case Extent.Part(long first, long last, long total) ->
                                    new Delivery.Part(List.of(new ByteRange(first, last)), total);
                        });
    }

    /// Whether a stored response may be shown to whoever asks: always, unless the request says who
    /// that is; then only what is for everybody (RFC 9111 §3.5).
    private static boolean mayHave(Asked asked, CachePolicy policy, StoredResponse stored) {
        if (stored.forEverybody()) {
            return true;
        }
        if (asked.isAuthorized() && !stored.freshness().mustRevalidate()) {
            return false;
        }
        return !Cookies.tellSomething(asked.cookies(), policy);
    }
}
