package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import java.util.List;

/// What an answer to an unsafe request makes invalid (RFC 9111 §4.4, RFC 9875 §3).
///
/// @param targets URIs of this host, path and query: everything that is stored for them, whatever
///   the normalisation
/// @param groups of `Cache-Group-Invalidation`
public record Invalidation(List<String> targets, List<String> groups) {
    public static final Invalidation NOTHING = new Invalidation(List.of(), List.of());

    public Invalidation {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
    }

    /// Of a final response.
    public static Invalidation by(RequestHead request, ResponseHead response) {
        throw new UnsupportedOperationException();
    }
}
