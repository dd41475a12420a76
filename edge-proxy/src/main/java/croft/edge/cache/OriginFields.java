package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.util.List;

/// The fields of a request that is sent to the backend for the store, instead of the client's own:
/// without the client's conditions, ranges and ignored cookies, with those that are needed.
public final class OriginFields {
    private static final List<String> OF_THE_CLIENT =
            List.of(
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "range");

    private OriginFields() {}

    /// The client's fields, changed. Those of a connection and the claims about the way here are
    /// the caller's business.
    public static <C extends Candidate> Fields of(
            RequestHead request, CachePolicy policy, Decision.Ask<C> ask) {
        Fields fields = passed(request, policy);
        OF_THE_CLIENT.forEach(fields::remove);
        switch (ask) {
            case Decision.Ask.Everything<C> _ -> {}
            case Decision.Ask.Validation<C>(C candidate) -> validate(fields, candidate.response());
            case Decision.Ask.OneRange<C> _ -> {
                // with its condition: without it the backend might send a part of something else
                // than what the client has the rest of
                request.fields().all("range").forEach(range -> fields.add("range", range));
                request.fields().all("if-range").forEach(since -> fields.add("if-range", since));
            }
            case Decision.Ask.Rest<C>(C candidate, long first, long last) -> {
                fields.add("range", "bytes=" + first + "-" + last);
                fields.add("if-range", strongValidator(candidate.response()));
            }
        }
        return fields;
    }

    /// The same for a request that is passed as it is, conditions and ranges too, but whose answer
    /// may be for others.
    public static Fields passed(RequestHead request, CachePolicy policy) {
        Fields fields = request.fields().copy();
        dropIgnoredCookies(fields, policy);
        normalizeCodings(fields);
        return fields;
    }

    /// RFC 9111 §4.3.1: with our validators, never the client's.
    private static void validate(Fields fields, StoredResponse stored) {
        stored.etag().ifPresent(tag -> fields.add("if-none-match", tag));
        String modified = stored.fields().first("last-modified");
        if (modified != null && stored.lastModified().isPresent()) {
            fields.add("if-modified-since", modified);
        }
    }

    /// RFC 9110 §13.1.5.
    private static String strongValidator(StoredResponse stored) {
        return stored.etag().orElseGet(() -> HttpDate.of(stored.lastModified().orElseThrow()));
    }

    private static void dropIgnoredCookies(Fields fields, CachePolicy policy) {
        if (policy.ignoredCookies().isEmpty() || !fields.has("cookie")) {
            return;
        }
        List<String> lines = fields.all("cookie");
        fields.remove("cookie");
        Cookies.withoutIgnored(lines, policy).ifPresent(kept -> fields.add("cookie", kept));
    }

    /// The answer will be given to all whose field has the same normal form, so it must be made for
    /// that form and not for one client's.
    private static void normalizeCodings(Fields fields) {
        List<String> lines = fields.all("accept-encoding");
        if (!lines.isEmpty()) {
            fields.set("accept-encoding", Codings.of(lines).field());
        }
    }
}
