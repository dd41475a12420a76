package croft.site.serve;

/// The status codes this service sends (RFC 9110 §15), with a sentence for people.
public enum Status {
    OK(200, "OK", ""),
    CREATED(201, "Created", ""),
    NO_CONTENT(204, "No Content", ""),
    PARTIAL_CONTENT(206, "Partial Content", ""),
    NOT_MODIFIED(304, "Not Modified", ""),
    PERMANENT_REDIRECT(308, "Permanent Redirect", "This page has its place under another address."),
    BAD_REQUEST(400, "Bad Request", "The request could not be understood."),
    UNAUTHORIZED(401, "Unauthorized", "This needs a token."),
    FORBIDDEN(403, "Forbidden", "This file is there, but the server may not read it."),
    NOT_FOUND(404, "Not Found", "There is no page at this address."),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "Pages here can only be read."),
    REQUEST_TIMEOUT(408, "Request Timeout", "The request took too long."),
    CONFLICT(409, "Conflict", "This does not fit what is there."),
    PRECONDITION_FAILED(412, "Precondition Failed", "The page is not the one that was meant."),
    CONTENT_TOO_LARGE(413, "Content Too Large", "The request was too large."),
    URI_TOO_LONG(414, "URI Too Long", "The address is too long."),
    RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable", "The file has no such part."),
    EXPECTATION_FAILED(417, "Expectation Failed", "The server cannot do what is expected."),
    MISDIRECTED_REQUEST(421, "Misdirected Request", "No website of this name is here."),
    UNPROCESSABLE(422, "Unprocessable Content", "What was sent cannot be used."),
    TOO_MANY_REQUESTS(429, "Too Many Requests", "Too much was asked at once."),
    FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", "The request was too large."),
    INTERNAL_ERROR(500, "Internal Server Error", "The server made a mistake."),
    NOT_IMPLEMENTED(501, "Not Implemented", "The server cannot read this form of request."),
    UNAVAILABLE(503, "Service Unavailable", "This website cannot be read just now."),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported", "The server speaks HTTP/1.1."),
    INSUFFICIENT_STORAGE(507, "Insufficient Storage", "The server has no room for this.");

    private final int code;
    private final String phrase;
    private final String sentence;

    Status(int code, String phrase, String sentence) {
        this.code = code;
        this.phrase = phrase;
        this.sentence = sentence;
    }

    int code() {
        return code;
    }

    String phrase() {
        return phrase;
    }

    String sentence() {
        return sentence;
    }

    /// Whether an answer of this status has a body to count (RFC 9110 §6.4.1, §8.6).
    boolean hasBody() {
        return this != NO_CONTENT && this != NOT_MODIFIED;
    }
}
