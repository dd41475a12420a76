package croft.edge.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What would become of a request now, and why: the answer to `POST /control/explain`, as
/// `docs/contracts/environment.md` describes it. Lengths of time are whole seconds; what does not
/// apply is null.
///
/// @param stored every answer under the key, the newest first
@Serdeable
record Explanation(
        Request request,
        RouteTaken route,
        EdgeStatus.@Nullable CertificateStatus certificate,
        @Nullable Policy policy,
        @Nullable String key,
        @Nullable List<Stored> stored,
        Verdict decision) {
    /// The request in question.
    @Serdeable
    record Request(String method, String url) {}

    /// Where it goes.
    ///
    /// @param kind `site`, `alias` or `none`
    @Serdeable
    record RouteTaken(
            String kind,
            @Nullable String site,
            @Nullable String serves,
            @Nullable String backend,
            @Nullable String location) {
        static final RouteTaken NONE = new RouteTaken("none", null, null, null, null);
    }

    /// What croft.yml says of it.
    @Serdeable
    record Policy(String preset, boolean enabled, @Nullable Rule rule, long stale) {}

    /// The first of the policy's patterns that the path matches.
    ///
    /// @param lifetime null for never
    @Serdeable
    record Rule(String path, @JsonProperty("for") @Nullable Long lifetime) {}

    /// A stored answer.
    ///
    /// @param length of its body; null while that is still being received
    /// @param selection pairs of name and value
    @Serdeable
    record Stored(
            int status,
            Instant received,
            @Nullable Long length,
            String extent,
            @Nullable String etag,
            @Nullable Instant lastModified,
            boolean expired,
            List<List<String>> selection,
            List<String> keys,
            Arithmetic freshness) {}

    /// RFC 9111 §4.2: `age` is `initialAge` and `resident`, `ttl` is `lifetime` less `age`.
    @Serdeable
    record Arithmetic(
            long initialAge,
            long resident,
            long age,
            long lifetime,
            String basis,
            long ttl,
            long staleWhileRevalidate,
            long staleIfError,
            boolean noCache,
            boolean mustRevalidate) {}

    /// The decision.
    ///
    /// @param action `serve`, `fetch`, `pass`, `unavailable`, `redirect` or `refuse`
    /// @param reason of RFC 9211 §2.2, where the backend is asked
    /// @param from index of the stored answer that it is about
    /// @param text in a sentence, for people
    @Serdeable
    record Verdict(
            String action,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Integer from,
            @Nullable String cacheStatus,
            String text) {}
}
