package croft.edge.cache;

/// What stored responses are found by (RFC 9111 §2): the target URI, normalised as far as the
/// site's policy and the backend's `No-Vary-Search` allow. The scheme is not in it, since only what
/// comes over TLS is ever answered by a site; the method is not, since only responses to GET are
/// kept.
///
/// @param host of the request, lower case, without port
/// @param target path and query; percent-encodings stay as they came, so that no two paths that a
///   backend might tell apart fall together
public record CacheKey(String host, String target) {
    /// The path, without the query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String toString() {
        return "https://" + host + target;
    }
}
