package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an answer to an unsafe request makes invalid (RFC 9111 §4.4, RFC 9875 §3).
///
/// @param targets URIs of this host, path and query: everything that is stored for them, whatever
///   the normalisation
/// @param groups of `Cache-Group-Invalidation`, as [StoredResponse#keys] holds them
public record Invalidation(List<String> targets, List<String> groups) {
    public static final Invalidation NOTHING = new Invalidation(List.of(), List.of());

    public Invalidation {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
    }

    /// Of a final response.
    public static Invalidation by(RequestHead request, ResponseHead response) {
        // RFC 9111 §4.4: unsafe methods, also unknown ones, answered without an error. RFC 9875 §3:
        // the same for groups.
        if (Methods.isSafe(request.method())
                || response.status() < 200
                || response.status() > 399) {
            return NOTHING;
        }
        Set<String> targets = new LinkedHashSet<>();
        targets.add(request.target());
        // RFC 9111 §4.4: these only within the same origin
        Reference.target(response.fields().all("location"), request).ifPresent(targets::add);
        Reference.target(response.fields().all("content-location"), request)
                .ifPresent(targets::add);
        return new Invalidation(
                List.copyOf(targets),
                SurrogateKeys.groups(
                        response.fields().all("cache-group-invalidation"),
                        request.authority().host()));
    }
}
