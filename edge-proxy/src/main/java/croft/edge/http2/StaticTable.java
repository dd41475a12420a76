package croft.edge.http2;

import java.util.HashMap;
import java.util.Map;

/// The fields that both sides know from the start (RFC 7541 Appendix A), numbered from 1.
final class StaticTable {
    static final int SIZE = 61;

    private static final String[] ENTRIES = {
        ":authority",
        ":method GET",
        ":method POST",
        ":path /",
        ":path /index.html",
        ":scheme http",
        ":scheme https",
        ":status 200",
        ":status 204",
        ":status 206",
        ":status 304",
        ":status 400",
        ":status 404",
        ":status 500",
        "accept-charset",
        "accept-encoding gzip, deflate",
        "accept-language",
        "accept-ranges",
        "accept",
        "access-control-allow-origin",
        "age",
        "allow",
        "authorization",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-range",
        "content-type",
        "cookie",
        "date",
        "etag",
        "expect",
        "expires",
        "from",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "link",
        "location",
        "max-forwards",
        "proxy-authenticate",
        "proxy-authorization",
        "range",
        "referer",
        "refresh",
        "retry-after",
        "server",
        "set-cookie",
        "strict-transport-security",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "www-authenticate"
    };

    private static final HeaderField[] FIELDS = new HeaderField[SIZE];
    private static final Map<String, Integer> NAMES = new HashMap<>();

    static {
        for (int i = 0; i < SIZE; i++) {
            int space = ENTRIES[i].indexOf(' ');
            String name = (space < 0 ? ENTRIES[i] : ENTRIES[i].substring(0, space)).intern();
            FIELDS[i] = HeaderField.of(name, space < 0 ? "" : ENTRIES[i].substring(space + 1));
            NAMES.putIfAbsent(name, i + 1);
        }
    }

    private StaticTable() {}

    /// @param index from 1 to [#SIZE]
    static HeaderField get(int index) {
        return FIELDS[index - 1];
    }

    /// The first index with this name, or 0.
    static int indexOf(String name) {
        return NAMES.getOrDefault(name, 0);
    }

    /// The index of `:status` with this value, or 0.
    static int indexOfStatus(int status) {
        return switch (status) {
            case 200 -> 8;
            case 204 -> 9;
            case 206 -> 10;
            case 304 -> 11;
            case 400 -> 12;
            case 404 -> 13;
            case 500 -> 14;
            default -> 0;
        };
    }
}
