package croft.edge.admin;

import croft.edge.admin.EdgeStatus.CertificateStatus;
import croft.edge.admin.Explanation.Arithmetic;
import croft.edge.admin.Explanation.Policy;
import croft.edge.admin.Explanation.RouteTaken;
import croft.edge.admin.Explanation.Rule;
import croft.edge.admin.Explanation.Stored;
import croft.edge.admin.Explanation.Verdict;
import croft.edge.cache.CacheKey;
import croft.edge.cache.Candidate;
import croft.edge.cache.Extent;
import croft.edge.cache.Freshness;
import croft.edge.cache.Reuse;
import croft.edge.cache.StoredResponse;
import croft.edge.http.Authority;
import croft.edge.http.RequestHead;
import croft.edge.route.Route;
import croft.edge.route.Routes;
import croft.edge.store.Entry;
import croft.edge.store.Store;
import croft.edge.tls.Certificates;
import croft.edge.tls.Presented;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Explains what the edge would do with a request, by asking the same functions that do it, and
/// changes nothing by that. Safe for any thread.
///
/// @param routes those in effect
/// @param publicHttpsPort that visitors use
public record Explainer(
        Supplier<Routes> routes,
        Certificates certificates,
        Store store,
        int publicHttpsPort,
        InstantSource clock) {
    /// The explanation as of now.
    ///
    /// @throws IllegalArgumentException if the edge would refuse the request
    Explanation explain(Question question) {
        RequestHead request = question.request(publicHttpsPort);
        String host = request.authority().host();
        var asked =
                new Explanation.Request(
                        request.method(), "https://" + request.authority() + request.target());
        CertificateStatus certificate = certificate(host);
        return switch (routes.get().find(host)) {
            case Route.Unknown _ ->
                    new Explanation(
                            asked,
                            RouteTaken.NONE,
                            certificate,
                            null,
                            null,
                            null,
                            verdict("refuse", "421: no site of croft.yml has this host"));
            case Route.Alias(var site) -> {
                String location =
                        "https://"
                                + new Authority(site.value(), request.authority().port())
                                + request.target();
                yield new Explanation(
                        asked,
                        new RouteTaken("alias", site.value(), null, null, location),
                        certificate,
                        null,
                        null,
                        null,
                        verdict("redirect", "308 to the site's own host"));
            }
            case Route.Forward forward -> forwarded(request, asked, forward, certificate);
        };
    }

    private Explanation forwarded(
            RequestHead request,
            Explanation.Request asked,
            Route.Forward forward,
            @Nullable CertificateStatus certificate) {
        Instant now = clock.instant();
        CachePolicy policy = forward.cache();
        String host = request.authority().host();
        CacheKey plain = new CacheKey(host, request.target());
        CacheKey key = store.key(request, policy);
        List<Entry> stored = store.find(key);
        return new Explanation(
                asked,
                new RouteTaken(
                        "site",
                        forward.site().value(),
                        forward.by().word(),
                        forward.origin().toString(),
                        null),
                certificate,
                new Policy(
                        policy.preset().word(),
                        policy.enabled(),
                        rule(policy, plain.path()).orElse(null),
                        policy.stale().toSeconds()),
                key.toString(),
                stored.stream().map(entry -> stored(entry, now)).toList(),
                Reuse.past(request, policy)
                        .map(pass -> Verdicts.of(pass, List.of(), false))
                        .orElseGet(() ->
                                Verdicts.of(
                                        Reuse.decide(request, policy, stored, now),
                                        stored,
                                        store.isUncacheable(key, now))));
    }

    private @Nullable CertificateStatus certificate(String host) {
        Presented presented = certificates.find(host);
        return presented == null ? null : CertificateStatus.of(presented.certificate());
    }

    private static Optional<Rule> rule(CachePolicy policy, String path) {
        return policy.paths().stream()
                .filter(rule -> rule.path().matches(path))
                .findFirst()
                .filter(rule -> !(rule.treatment() instanceof Treatment.AsSaid))
                .map(rule ->
                        new Rule(
                                rule.path().text(),
                                switch (rule.treatment()) {
                                    case Treatment.Never _, Treatment.AsSaid _ -> null;
                                    case Treatment.Fresh(Duration lifetime) -> lifetime.toSeconds();
                                }));
    }

    private static Stored stored(Candidate candidate, Instant now) {
        StoredResponse response = candidate.response();
        return new Stored(
                response.status(),
                response.received(),
                candidate.length() < 0 ? null : candidate.length(),
                switch (response.extent()) {
                    case Extent.Whole _ -> "whole";
                    case Extent.Part(long first, long last, long total) ->
                            first + "-" + last + "/" + total;
                },
                response.etag().orElse(null),
                response.lastModified().orElse(null),
                candidate.expired(),
                response.selection().fields().stream()
                        .map(field -> List.of(field.name(), field.value()))
                        .toList(),
                response.keys(),
                arithmetic(response, now));
    }

    /// RFC 9111 §4.2.3. The parts are cut to seconds first, so that the sums that people see are
    /// right; the decision itself is made in finer grain.
    private static Arithmetic arithmetic(StoredResponse response, Instant now) {
        Freshness freshness = response.freshness();
        long initial = response.initialAge().toSeconds();
        long resident = Math.max(0, Duration.between(response.received(), now).toSeconds());
        long lifetime = freshness.lifetime().toSeconds();
        return new Arithmetic(
                initial,
                resident,
                initial + resident,
                lifetime,
                freshness.basis().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                lifetime - initial - resident,
                freshness.staleWhileRevalidate().toSeconds(),
                freshness.staleIfError().toSeconds(),
                freshness.noCache(),
                freshness.mustRevalidate());
    }

    private static Verdict verdict(String action, String text) {
        return new Verdict(action, null, null, null, null, text);
    }
}
