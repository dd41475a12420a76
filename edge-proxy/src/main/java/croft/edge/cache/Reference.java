package croft.edge.cache;

import croft.edge.http.Authority;
import croft.edge.http.FieldSyntax;
import croft.edge.http.RequestHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Resolves what `Location` and `Content-Location` hold against a request (RFC 3986 §5.2), and says
/// what is left of it within the same origin. `java.net.URI` refuses characters that browsers send
/// and backends take; so this is done on the text.
final class Reference {
    private Reference() {}

    /// Path and query that the references mean; empty unless there is exactly one, it is a valid
    /// one, and has the request's scheme, host and port (RFC 9110 §4.3.1).
    static Optional<String> target(List<String> references, RequestHead request) {
        if (references.size() != 1) {
            return Optional.empty();
        }
        String reference = references.getFirst();
        int fragment = reference.indexOf('#');
        return target(fragment < 0 ? reference : reference.substring(0, fragment), request)
                .filter(FieldSyntax::isOriginForm);
    }

    private static Optional<String> target(String reference, RequestHead request) {
        if (reference.startsWith("//")) {
            return ofSameOrigin(reference.substring(2), request);
        }
        String scheme = request.secure() ? "https://" : "http://";
        if (reference.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return ofSameOrigin(reference.substring(scheme.length()), request);
        }
        if (hasScheme(reference)) {
            return Optional.empty();
        }
        String path = path(request.target());
        if (reference.isEmpty()) {
            return Optional.of(request.target());
        }
        if (reference.startsWith("?")) {
            return Optional.of(path + reference);
        }
        if (reference.startsWith("/")) {
            return Optional.of(withoutDots(reference));
        }
        return Optional.of(withoutDots(path.substring(0, path.lastIndexOf('/') + 1) + reference));
    }

    /// @param rest authority, path and query
    private static Optional<String> ofSameOrigin(String rest, RequestHead request) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        Authority authority = FieldSyntax.authority(rest.substring(0, end));
        if (authority == null
                || !authority.host().equals(request.authority().host())
                || port(authority, request) != port(request.authority(), request)) {
            return Optional.empty();
        }
        String target = rest.substring(end);
        return Optional.of(withoutDots(target.startsWith("/") ? target : "/" + target));
    }

    private static int port(Authority authority, RequestHead request) {
        return authority.port() >= 0 ? authority.port() : request.secure() ? 443 : 80;
    }

    /// RFC 3986 §4.2: a colon in the first segment is behind a scheme.
    private static boolean hasScheme(String reference) {
        for (int i = 0; i < reference.length(); i++) {
            switch (reference.charAt(i)) {
                case ':' -> {
                    return true;
                }
                case '/', '?' -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// RFC 3986 §5.2.4, on the path only.
    private static String withoutDots(String target) {
        String path = path(target);
        if (!path.contains("/.")) {
            return target;
        }
        Deque<String> segments = new ArrayDeque<>();
        String[] all = path.substring(1).split("/", -1);
        for (int i = 0; i < all.length; i++) {
            boolean last = i == all.length - 1;
            switch (all[i]) {
                case "." -> {
                    if (last) {
                        segments.addLast("");
                    }
                }
                case ".." -> {
                    segments.pollLast();
                    if (last) {
                        segments.addLast("");
                    }
                }
                default -> segments.addLast(all[i]);
            }
        }
        return "/" + String.join("/", segments) + target.substring(path.length());
    }
}
