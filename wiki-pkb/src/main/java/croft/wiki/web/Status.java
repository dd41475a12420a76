package croft.wiki.web;

/// A status code (RFC 9110 §15) with its phrase, and what a reader is told.
enum Status {
    OK(200, "OK", ""),
    PARTIAL_CONTENT(206, "Partial Content", ""),
    SEE_OTHER(303, "See Other", "This page has its place under another address."),
    NOT_MODIFIED(304, "Not Modified", ""),
    PERMANENT_REDIRECT(308, "Permanent Redirect", "This page has its place under another address."),
    BAD_REQUEST(400, "Bad Request", "The request could not be understood."),
    NOT_FOUND(
            404,
            "Page Not Found",
            "There is no page at this address. The link may be broken, or the page removed."),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "Pages here can only be read."),
    CONTENT_TOO_LARGE(413, "Content Too Large", "The request was too large."),
    URI_TOO_LONG(414, "URI Too Long", "The address is too long."),
    RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable", "The file has no such part."),
    EXPECTATION_FAILED(417, "Expectation Failed", "The server cannot do what is expected."),
    MISDIRECTED_REQUEST(421, "Misdirected Request", "No wiki of this name is here."),
    FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", "The request was too large."),
    INTERNAL_ERROR(
            500,
            "Something Went Wrong",
            "The server made a mistake; its owner finds it in the log. Please try again later."),
    NOT_IMPLEMENTED(501, "Not Implemented", "The server cannot do what was asked."),
    UNAVAILABLE(503, "Unavailable", "This cannot be shown just now. Please try again in a moment."),
    VERSION_NOT_SUPPORTED(
            505, "HTTP Version Not Supported", "The server speaks another version of HTTP.");

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
        return this != NOT_MODIFIED;
    }
}
