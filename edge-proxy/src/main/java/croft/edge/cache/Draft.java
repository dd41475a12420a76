package croft.edge.cache;

import croft.edge.cache.Freshness.Basis;
import croft.edge.http.FieldBlock;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.Recurring;
import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A response on its way into the store: as the backend sent it, or as a stored one has become by a
/// 304. Holds the rules of RFC 9111 §3, and §3.1 on what of the fields is kept.
final class Draft {
    /// What thousands of responses have in common.
    private static final Recurring<Duration> AGES = new Recurring<>(16);

    private static final Recurring<Freshness> FRESHNESS = new Recurring<>(64);
    private static final Recurring<Selection> SELECTIONS = new Recurring<>(64);
    private static final Recurring<Optional<SearchRule>> RULES = new Recurring<>(16);
    private static final Recurring<Optional<String>> ETAGS = new Recurring<>(64);
    private static final Recurring<Optional<Instant>> DATES = new Recurring<>(64);

    private final RequestHead request;
    private final CachePolicy policy;
    private final int status;
    private final Fields fields;
    private final Extent extent;
    private final Instant requested;
    private final Instant received;
    private final ResponseControl control;

    Draft(
            RequestHead request,
            CachePolicy policy,
            int status,
            Fields fields,
            Extent extent,
            Instant requested,
            Instant received) {
        this.request = request;
        this.policy = policy;
        this.status = status;
        this.fields = fields;
        this.extent = extent;
        this.requested = requested;
        this.received = received;
        this.control = ResponseControl.of(fields);
    }

    /// Whether the response itself says how long it is fresh (RFC 9111 §4.2.1).
    static boolean isExplicit(Fields fields) {
        ResponseControl control = ResponseControl.of(fields);
        return control.has("max-age")
                || control.has("s-maxage")
                || (!control.targeted() && fields.has("expires"));
    }

    Storability judged() {
        Optional<String> forbidden = forbidden();
        if (forbidden.isPresent()) {
            return new Storability.NotStorable(forbidden.get());
        }
        boolean personal = Cookies.tellSomething(Asked.of(request).cookies(), policy);
        return switch (Vary.of(fields.all("vary"), request, personal)) {
            case Vary.Selecting.Nothing(String reason) -> new Storability.NotStorable(reason);
            case Vary.Selecting.These(Selection selection) -> {
                StoredResponse stored = stored(selection);
                Optional<String> useless = unselectable(selection).or(() -> useless(stored));
                yield useless.isPresent()
                        ? new Storability.NotStorable(useless.get())
                        : new Storability.Storable(stored);
            }
        };
    }

    /// What forbids to store the response, one rule of RFC 9111 §3 after the other.
    private Optional<String> forbidden() {
        // RFC 9110 §15.2: an interim response says nothing of what will come
        if (status < 200) {
            return Optional.of("interim response");
        }
        if (Statuses.isNeverStored(status)) {
            return Optional.of("status " + status);
        }
        // RFC 9111 §5.2.2.3: whose status must be understood, must not be kept by others
        boolean mustUnderstand = control.has("must-understand");
        if (mustUnderstand && !Statuses.isUnderstood(status)) {
            return Optional.of("must-understand: status " + status);
        }
        // RFC 9111 §5.2.2.5, overridden by §5.2.2.3
        if (control.has("no-store") && !mustUnderstand) {
            return Optional.of("no-store");
        }
        // RFC 9111 §5.2.2.7
        if (control.has("private")) {
            return Optional.of("private");
        }
        // RFC 9111 §7.3 would leave it to us: a session of one is never given to another
        if (fields.has("set-cookie")) {
            return Optional.of("set-cookie");
        }
        Asked asked = Asked.of(request);
        // RFC 9111 §3.5
        if (asked.isAuthorized() && !control.forEverybody() && !control.has("must-revalidate")) {
            return Optional.of("authorization");
        }
        // the same for what cookies may have authorised
        if (!control.forEverybody() && Cookies.tellSomething(asked.cookies(), policy)) {
            return Optional.of("cookie");
        }
        return tooManyKeys();
    }

    private Optional<String> tooManyKeys() {
        List<String> keys = keys();
        if (keys.size() > SurrogateKeys.MOST_KEYS) {
            return Optional.of("too many surrogate keys");
        }
        return keys.stream().anyMatch(SurrogateKeys::isTooLong)
                ? Optional.of("surrogate key too long")
                : Optional.empty();
    }

    /// RFC 9111 §4.1 lets values be normalised that mean the same. Ours forget codings that we do
    /// not know, and so would give a response in one of them to those who cannot read it.
    private Optional<String> unselectable(Selection selection) {
        boolean byCoding =
                selection.fields().stream()
                        .anyMatch(field -> field.name().equals("accept-encoding"));
        return byCoding
                ? fields.all("content-encoding").stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                        .filter(coding -> !coding.isEmpty() && !Codings.isKnown(coding))
                        .map(coding -> "content-encoding " + coding)
                        .findFirst()
                : Optional.empty();
    }

    /// Why it would never be of use: RFC 9111 §3 asks for explicit freshness, or leave to guess;
    /// and what can neither be reused, nor validated, nor stand in, need not be kept.
    private Optional<String> useless(StoredResponse stored) {
        boolean validated = Validators.isThere(stored);
        Freshness freshness = stored.freshness();
        boolean guessed = freshness.basis() == Basis.NONE || freshness.basis() == Basis.HEURISTIC;
        if (guessed && !Expiration.allowsHeuristic(status, control)) {
            return Optional.of("no freshness and status " + status);
        }
        if (validated) {
            return Optional.empty();
        }
        if (freshness.basis() == Basis.NONE) {
            return Optional.of("no freshness and no validator");
        }
        if (freshness.noCache()) {
            return Optional.of("no-cache and no validator");
        }
        boolean usable =
                isPositive(freshness.lifetime())
                        || isPositive(freshness.staleIfError())
                        || isPositive(freshness.staleWhileRevalidate());
        return usable ? Optional.empty() : Optional.of("no lifetime and no validator");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private StoredResponse stored(Selection selection) {
        return new StoredResponse(
                status,
                kept().shared(),
                requested,
                received,
                AGES.of(Ages.initial(fields, requested, received).truncatedTo(ChronoUnit.MILLIS)),
                FRESHNESS.of(
                        Expiration.of(
                                status,
                                fields,
                                control,
                                policy,
                                PathRules.fresh(policy, request.target()),
                                received)),
                SELECTIONS.of(selection),
                extent,
                ETAGS.of(Validators.etag(fields)),
                DATES.of(Validators.lastModified(fields, received)),
                // what was made for a visitor without cookies is for such visitors alone
                control.forEverybody() && !Vary.isByCookie(fields.all("vary")),
                keys(),
                RULES.of(NoVarySearch.of(fields.all("no-vary-search"))),
                control.has("immutable"),
                fields.all(ResponseControl.OWN));
    }

    private List<String> keys() {
        Set<String> keys = new LinkedHashSet<>(SurrogateKeys.words(fields));
        keys.addAll(SurrogateKeys.groups(fields.all("cache-groups"), request.authority().host()));
        return new ArrayList<>(keys);
    }

    /// RFC 9111 §3.1: everything, but what belongs to a connection, what is made anew for each
    /// answer, and what is between the backend and us.
    private FieldBlock kept() {
        Fields kept = fields.copy();
        kept.remove("age");
        kept.remove(ResponseControl.OWN);
        kept.remove(SurrogateKeys.FIELD);
        // of a part, or of parts put together
        kept.remove("content-range");
        if (!kept.has("date")) {
            // RFC 9110 §6.6.1
            kept.add("date", HttpDate.of(received));
        }
        return FieldBlock.of(kept);
    }
}
