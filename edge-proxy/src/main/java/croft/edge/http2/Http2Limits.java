package croft.edge.http2;

import croft.edge.http.Progress;
import java.time.Duration;

/// How much of everything one connection may ask for. [#DEFAULTS] suit browsers and API clients on
/// a small server; what goes over is answered where HTTP has an answer, and ends the connection
/// with ENHANCE_YOUR_CALM where it has none (RFC 9113 §10.5).
///
/// @param streams what is announced to the client
/// @param heads the size of request heads
/// @param rates how often things may happen
/// @param memory what may pile up
/// @param patience how long to wait for a client
public record Http2Limits(
        Streams streams, Heads heads, Rates rates, Memory memory, Patience patience) {
    public static final Http2Limits DEFAULTS =
            new Http2Limits(
                    new Streams(250, 256 * 1024, 4 * 1024 * 1024),
                    new Heads(32 * 1024, 100, 8 * 1024, 64 * 1024, 16),
                    new Rates(
                            new Rate(200, Duration.ofSeconds(30)),
                            new Rate(200, Duration.ofSeconds(30)),
                            new Rate(1_000, Duration.ofSeconds(10))),
                    new Memory(256 * 1024, 8 * 1024 * 1024, 4_096, 256 * 1024),
                    new Patience(
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(180),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(60),
                            Progress.DEFAULT));

    /// What the client is told at the start.
    ///
    /// @param concurrent streams open at once; streams that the client cancelled count until the
    ///   next second, so that cancelling does not buy more work than waiting does. Default 250
    /// @param window octets of a request body that may be under way on one stream, 65,535 to
    ///   2^31-1. Default 256 KiB: 40 Mbit/s at 50 ms
    /// @param connectionWindow the same for all streams together, 65,535 to 2^31-1. Default 4 MiB
    public record Streams(int concurrent, int window, int connectionWindow) {
        public Streams {
            atLeast("concurrent", concurrent, 1);
            atLeast("window", window, Frame.DEFAULT_WINDOW);
            atLeast("connectionWindow", connectionWindow, Frame.DEFAULT_WINDOW);
        }
    }

    /// The size of a request's head.
    ///
    /// @param octets names, values and 32 for each field (RFC 9113 §6.5.2); more is answered 431,
    ///   and four times as much ends the connection. Default 32 KiB
    /// @param fields how many there may be; more is answered 431. Default 100
    /// @param path octets of `:path`; more is answered 414. Default 8 KiB
    /// @param block octets of the compressed block over all its frames; more ends the connection.
    ///   Default 64 KiB
    /// @param continuations CONTINUATION frames of one block; more ends the connection. Default 16
    public record Heads(int octets, int fields, int path, int block, int continuations) {
        public Heads {
            atLeast("octets", octets, 1);
            atLeast("fields", fields, 1);
            atLeast("path", path, 1);
            atLeast("block", block, 1);
            atLeast("continuations", continuations, 0);
        }
    }

    /// So many in so much time.
    public record Rate(int count, Duration window) {
        public Rate {
            atLeast("count", count, 0);
        }
    }

    /// How often things may happen that cost us more than the client.
    ///
    /// @param clientResets requests cancelled before they were answered (CVE-2023-44487). Default
    ///   200 in 30 s
    /// @param serverResets streams that we had to reset because of what the client did
    ///   (CVE-2025-8671). Default 200 in 30 s
    /// @param control frames that carry no request and no data: SETTINGS, PING, PRIORITY,
    ///   RST_STREAM, WINDOW_UPDATE, empty DATA, unknown ones. Requests, and data in either
    ///   direction, earn some more. Default 1,000 in 10 s
    public record Rates(Rate clientResets, Rate serverResets, Rate control) {}

    /// What may pile up.
    ///
    /// @param unread octets of frames without flow control (heads, acknowledgements, resets)
    ///   written while the client does not read. Default 256 KiB
    /// @param unconsumed octets of request bodies on all streams that are not passed on yet; above,
    ///   the connection's window is not given back. Default 8 MiB
    /// @param pieces DATA frames that these octets came in; a bound on tiny ones. Default 4,096
    /// @param queued octets of one response above which more is asked for only when the client has
    ///   taken half of them; less when more than 16 streams are open, so that all together stay
    ///   near 16 times this. Default 256 KiB
    public record Memory(int unread, int unconsumed, int pieces, int queued) {
        public Memory {
            atLeast("unread", unread, 1);
            atLeast("unconsumed", unconsumed, 1);
            atLeast("pieces", pieces, 1);
            atLeast("queued", queued, 1);
        }
    }

    /// How long to wait, to the second.
    ///
    /// @param preface for the connection preface and the first SETTINGS. Default 10 s
    /// @param frame for the rest of a frame that is not DATA, and of a header block. Default 10 s
    /// @param idle for a request while no stream is open, whatever other frames come. Default 180 s
    /// @param stalled for the client to take any of a response that waits for it. Default 60 s
    /// @param body for any of a request body, while it may be sent and no response has begun.
    ///   Default 60 s
    /// @param progress of bodies in either direction, and of what the socket takes; a switched
    ///   protocol is free of it. Default 14,400 octets in each 60 s
    public record Patience(
            Duration preface,
            Duration frame,
            Duration idle,
            Duration stalled,
            Duration body,
            Progress progress) {}

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
