package croft.edge.http2;

/// The numbers of RFC 9113: frame types (§6), flags, sizes (§4.1, §4.2) and settings (§6.5.2).
final class Frame {
    /// Length (24 bits), type (8), flags (8), a reserved bit and the stream (31).
    static final int HEAD = 9;

    /// What both sides may send before anything else is agreed, and all that we accept.
    static final int DEFAULT_MAX_SIZE = 16_384;

    static final int LARGEST_MAX_SIZE = (1 << 24) - 1;

    static final int DEFAULT_WINDOW = 65_535;

    /// No window may grow beyond this (§6.9.1).
    static final int LARGEST_WINDOW = Integer.MAX_VALUE;

    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int PRIORITY = 0x2;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PUSH_PROMISE = 0x5;
    static final int PING = 0x6;
    static final int GOAWAY = 0x7;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;

    /// On DATA and HEADERS: the sender's half of the stream ends here.
    static final int END_STREAM = 0x1;

    /// On SETTINGS and PING: this is the answer to one.
    static final int ACK = 0x1;

    /// On HEADERS and CONTINUATION: the block of fields is whole.
    static final int END_HEADERS = 0x4;

    static final int PADDED = 0x8;

    /// On HEADERS: five octets of the deprecated priority scheme come first.
    static final int PRIORITISED = 0x20;

    static final int SETTING_HEADER_TABLE_SIZE = 0x1;
    static final int SETTING_ENABLE_PUSH = 0x2;
    static final int SETTING_MAX_CONCURRENT_STREAMS = 0x3;
    static final int SETTING_INITIAL_WINDOW_SIZE = 0x4;
    static final int SETTING_MAX_FRAME_SIZE = 0x5;
    static final int SETTING_MAX_HEADER_LIST_SIZE = 0x6;

    /// RFC 8441 §3.
    static final int SETTING_ENABLE_CONNECT_PROTOCOL = 0x8;

    private Frame() {}
}
