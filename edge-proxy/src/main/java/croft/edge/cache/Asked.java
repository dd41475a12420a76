package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import java.util.ArrayList;
import java.util.List;

/// What of a request's fields matters to a cache, gathered in one pass: this happens for every hit.
/// Each is a list of lines, mostly empty.
final class Asked {
    private final String method;
    private List<String> cacheControl = List.of();
    private List<String> pragma = List.of();
    private List<String> cookies = List.of();
    private List<String> authorization = List.of();
    private List<String> range = List.of();
    private List<String> ifRange = List.of();
    private List<String> ifMatch = List.of();
    private List<String> ifNoneMatch = List.of();
    private List<String> ifModifiedSince = List.of();
    private List<String> ifUnmodifiedSince = List.of();

    private Asked(String method) {
        this.method = method;
    }

    static Asked of(RequestHead request) {
        Asked asked = new Asked(request.method());
        Fields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            String value = fields.value(i);
            switch (fields.name(i)) {
                case "cache-control" -> asked.cacheControl = with(asked.cacheControl, value);
                case "pragma" -> asked.pragma = with(asked.pragma, value);
                case "cookie" -> asked.cookies = with(asked.cookies, value);
                case "authorization" -> asked.authorization = with(asked.authorization, value);
                case "range" -> asked.range = with(asked.range, value);
                case "if-range" -> asked.ifRange = with(asked.ifRange, value);
                case "if-match" -> asked.ifMatch = with(asked.ifMatch, value);
                case "if-none-match" -> asked.ifNoneMatch = with(asked.ifNoneMatch, value);
                case "if-modified-since" ->
                        asked.ifModifiedSince = with(asked.ifModifiedSince, value);
                case "if-unmodified-since" ->
                        asked.ifUnmodifiedSince = with(asked.ifUnmodifiedSince, value);
                default -> {}
            }
        }
        return asked;
    }

    private static List<String> with(List<String> lines, String line) {
        if (lines.isEmpty()) {
            return List.of(line);
        }
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return more;
    }

    boolean isGet() {
        return method.equals("GET");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    RequestControl control() {
        return RequestControl.of(cacheControl, pragma);
    }

    List<String> cookies() {
        return cookies;
    }

    boolean isAuthorized() {
        return !authorization.isEmpty();
    }

    /// Lines of `Range`; none unless the method is GET, the only one that it is defined for (RFC
    /// 9110 §14.2).
    List<String> range() {
        return isGet() ? range : List.of();
    }

    List<String> ifRange() {
        return ifRange;
    }

    List<String> ifMatch() {
        return ifMatch;
    }

    List<String> ifNoneMatch() {
        return ifNoneMatch;
    }

    List<String> ifModifiedSince() {
        return ifModifiedSince;
    }

    List<String> ifUnmodifiedSince() {
        return ifUnmodifiedSince;
    }

    /// Whether the request is to succeed only with a certain state of what it is about.
    boolean isGuarded() {
        return !ifMatch.isEmpty() || !ifUnmodifiedSince.isEmpty();
    }
}
