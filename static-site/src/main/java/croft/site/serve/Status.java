package croft.site.serve;

import java.util.Map;

/// A status code (RFC 9110 §15) with its phrase, and a sentence for people.
///
/// @param code 200 to 599
public record Status(int code, String phrase, String sentence) {
    public static final Status OK = new Status(200, "OK", "");
    public static final Status CREATED = new Status(201, "Created", "");
    static final Status NO_CONTENT = new Status(204, "No Content", "");
    static final Status PARTIAL_CONTENT = new Status(206, "Partial Content", "");
    static final Status NOT_MODIFIED = new Status(304, "Not Modified", "");
    static final Status PERMANENT_REDIRECT =
            new Status(308, "Permanent Redirect", "This page has its place under another address.");
    public static final Status BAD_REQUEST =
            new Status(400, "Bad Request", "The request could not be understood.");
    public static final Status UNAUTHORIZED =
            new Status(401, "Unauthorized", "This needs a token.");
    static final Status FORBIDDEN =
            new Status(403, "Forbidden", "This page is not open to visitors.");
    public static final Status NOT_FOUND =
            new Status(404, "Not Found", "There is no page at this address.");
    static final Status METHOD_NOT_ALLOWED =
            new Status(405, "Method Not Allowed", "Pages here can only be read.");
    public static final Status REQUEST_TIMEOUT =
            new Status(408, "Request Timeout", "The request took too long.");
    public static final Status CONFLICT =
            new Status(409, "Conflict", "This does not fit what is there.");
    static final Status PRECONDITION_FAILED =
            new Status(412, "Precondition Failed", "The page is not the one that was meant.");
    public static final Status CONTENT_TOO_LARGE =
            new Status(413, "Content Too Large", "The request was too large.");
    static final Status URI_TOO_LONG = new Status(414, "URI Too Long", "The address is too long.");
    static final Status RANGE_NOT_SATISFIABLE =
            new Status(416, "Range Not Satisfiable", "The file has no such part.");
    static final Status EXPECTATION_FAILED =
            new Status(417, "Expectation Failed", "The server cannot do what is expected.");
    static final Status MISDIRECTED_REQUEST =
            new Status(421, "Misdirected Request", "No website of this name is here.");
    public static final Status UNPROCESSABLE =
            new Status(422, "Unprocessable Content", "What was sent cannot be used.");
    public static final Status TOO_MANY_REQUESTS =
            new Status(429, "Too Many Requests", "Too much was asked at once.");
    static final Status FIELDS_TOO_LARGE =
            new Status(431, "Request Header Fields Too Large", "The request was too large.");
    public static final Status INTERNAL_ERROR =
            new Status(500, "Internal Server Error", "The server made a mistake.");
    static final Status NOT_IMPLEMENTED =
            new Status(501, "Not Implemented", "The server cannot read this form of request.");
    static final Status BAD_GATEWAY =
            new Status(502, "Bad Gateway", "What is behind this page cannot be reached just now.");
    public static final Status UNAVAILABLE =
            new Status(503, "Service Unavailable", "This website cannot be read just now.");
    static final Status GATEWAY_TIMEOUT =
            new Status(504, "Gateway Timeout", "What is behind this page took too long.");
    static final Status VERSION_NOT_SUPPORTED =
            new Status(505, "HTTP Version Not Supported", "The server speaks HTTP/1.1.");
    public static final Status INSUFFICIENT_STORAGE =
            new Status(507, "Insufficient Storage", "The server has no room for this.");

    private static final String MOVED = "This page has its place under another address.";

    /// Of those above that a site's rules may ask for, and others.
    private static final Map<Integer, Status> BY_CODE =
            Map.ofEntries(
                    Map.entry(200, OK),
                    Map.entry(301, new Status(301, "Moved Permanently", MOVED)),
                    Map.entry(302, new Status(302, "Found", MOVED)),
                    Map.entry(303, new Status(303, "See Other", MOVED)),
                    Map.entry(307, new Status(307, "Temporary Redirect", MOVED)),
                    Map.entry(308, PERMANENT_REDIRECT),
                    Map.entry(400, BAD_REQUEST),
                    Map.entry(401, new Status(401, "Unauthorized", FORBIDDEN.sentence)),
                    Map.entry(403, FORBIDDEN),
                    Map.entry(404, NOT_FOUND),
                    Map.entry(410, new Status(410, "Gone", "This page was taken away for good.")),
                    Map.entry(
                            451,
                            new Status(
                                    451,
                                    "Unavailable For Legal Reasons",
                                    "This page may not be shown.")),
                    Map.entry(500, INTERNAL_ERROR),
                    Map.entry(503, UNAVAILABLE));

    /// One that rules or a backend give.
    static Status of(int code) {
        Status known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        return new Status(
                code, "Status " + code, code < 500 ? NOT_FOUND.sentence : UNAVAILABLE.sentence);
    }

    /// Whether an answer of this status has a body to count (RFC 9110 §6.4.1, §8.6).
    boolean hasBody() {
        return code != 204 && code != 304;
    }
}
