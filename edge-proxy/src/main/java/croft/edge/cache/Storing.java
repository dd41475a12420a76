package croft.edge.cache;

import croft.edge.http.Body;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Instant;
import java.util.Optional;

/// Decides whether a response is stored (RFC 9111 §3), and reads from it what is to be known later.
public final class Storing {
    private Storing() {}

    /// Of a final response. One to POST may be storable as well, for later GETs; the caller has
    /// then to apply its [Invalidation] first.
    ///
    /// @param request as the client sent it
    /// @param requested when it went to the backend
    /// @param received when the response's head came
    public static Storability decide(
            RequestHead request,
            CachePolicy policy,
            ResponseHead response,
            Instant requested,
            Instant received) {
        Optional<String> unasked = byRequest(request, policy, response);
        if (unasked.isPresent()) {
            return new Storability.NotStorable(unasked.get());
        }
        if (response.status() == 206) {
            return partial(request, policy, response, requested, received);
        }
        return new Draft(
                        request,
                        policy,
                        response.status(),
                        response.fields(),
                        Extent.WHOLE,
                        requested,
                        received)
                .judged();
    }

    /// Why nothing that answers this request is stored.
    private static Optional<String> byRequest(
            RequestHead request, CachePolicy policy, ResponseHead response) {
        // RFC 9111 §3: a method that the cache understands
        boolean asGet =
                request.method().equals("GET")
                        || (request.method().equals("POST") && answersGet(request, response));
        if (!asGet) {
            return Optional.of("method " + request.method());
        }
        // RFC 9110 §9.3.1: a body of GET means nothing, but might have meant something here
        if (request.method().equals("GET") && !(request.body() instanceof Body.None)) {
            return Optional.of("request with a body");
        }
        if (request.protocol().isPresent()) {
            return Optional.of("upgrade");
        }
        Asked asked = Asked.of(request);
        // RFC 9111 §5.2.1.5
        if (asked.control().noStore()) {
            return Optional.of("no-store in the request");
        }
        return Site.keepsOut(request, policy, asked);
    }

    /// RFC 9110 §9.3.3: whether the answer to POST is what a GET of the same URI would have got,
    /// and says for how long.
    private static boolean answersGet(RequestHead request, ResponseHead response) {
        return response.status() == 200
                && Reference.target(response.fields().all("content-location"), request)
                        .filter(request.target()::equals)
                        .isPresent()
                && Draft.isExplicit(response.fields());
    }

    /// RFC 9111 §3.3: a part is stored if it can be told which, and put together with others.
    private static Storability partial(
            RequestHead request,
            CachePolicy policy,
            ResponseHead response,
            Instant requested,
            Instant received) {
        // RFC 9110 §15.3.7: it answers a range, and whoever asks for none must not get it
        if (!request.fields().has("range")) {
            return new Storability.NotStorable("206 that nobody asked for");
        }
        Optional<Extent.Part> part = ContentRange.of(response.fields());
        if (part.isEmpty()) {
            return new Storability.NotStorable("206 without one range of a known length");
        }
        if (!fits(part.get(), response.body())) {
            return new Storability.NotStorable("206 of another length than its range");
        }
        boolean whole = part.get().length() == part.get().total();
        Storability judged =
                new Draft(
                                request,
                                policy,
                                whole ? 200 : 206,
                                response.fields(),
                                whole ? Extent.WHOLE : part.get(),
                                requested,
                                received)
                        .judged();
        return judged instanceof Storability.Storable(StoredResponse stored)
                        && !Validators.isStrong(stored)
                ? new Storability.NotStorable("206 without a strong validator")
                : judged;
    }

    /// Whether the body is as long as the range says, so far as is known.
    static boolean fits(Extent.Part part, Body body) {
        return switch (body) {
            case Body.Sized(long length) -> length == part.length();
            case Body.Open _ -> true;
            case Body.None _ -> false;
        };
    }
}
