package croft.edge;

import static croft.edge.http2.FramePeer.block;
import static croft.edge.http2.FramePeer.octets;
import static croft.edge.http2.FramePeer.request;
import static java.nio.charset.StandardCharsets.US_ASCII;

import croft.edge.http2.FramePeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;

/// Ways to make a server work or hold more than its client does. Each goes on, on one connection
/// after the other, until it is told to stop.
enum Flood {
    /// CVE-2023-44487.
    REQUESTS_CANCELLED_AT_ONCE(true) {
        @Override
        byte[] batch(int first) {
            return each(
                    first,
                    id ->
                            join(
                                    get(id, "/pass"),
                                    octets(RST_STREAM, 0, id, new byte[] {0, 0, 0, 8})));
        }
    },
    /// CVE-2025-8671.
    STREAMS_THAT_THE_SERVER_HAS_TO_RESET(true) {
        @Override
        byte[] batch(int first) {
            return each(
                    first, id -> join(get(id, "/pass"), octets(WINDOW_UPDATE, 0, id, new byte[4])));
        }
    },
    HEADS_THAT_ARE_NONE(true) {
        @Override
        byte[] batch(int first) {
            return each(first, id -> octets(HEADERS, WHOLE, id, block(":method", "GET")));
        }
    },
    /// CVE-2024-27316.
    EMPTY_CONTINUATIONS(true) {
        @Override
        byte[] batch(int first) {
            return join(
                    octets(HEADERS, 1, first, block(":method", "GET")),
                    repeat(octets(CONTINUATION, 0, first, new byte[0]), 1_000));
        }
    },
    LARGE_CONTINUATIONS(true) {
        @Override
        byte[] batch(int first) {
            return join(
                    octets(HEADERS, 1, first, block(":method", "GET")),
                    repeat(octets(CONTINUATION, 0, first, new byte[16_384]), 20));
        }
    },
    /// CVE-2019-9515.
    SETTINGS(true) {
        @Override
        byte[] batch(int first) {
            return repeat(octets(4, 0, 0, new byte[] {0, 4, 0, 0, (byte) first, 1}), FRAMES);
        }
    },
    /// CVE-2019-9512.
    PINGS(true) {
        @Override
        byte[] batch(int first) {
            return repeat(octets(PING, 0, 0, new byte[8]), FRAMES);
        }
    },
    PINGS_WHOSE_ANSWERS_ARE_NOT_READ(false) {
        @Override
        byte[] batch(int first) {
            return repeat(octets(PING, 0, 0, new byte[8]), FRAMES);
        }
    },
    /// CVE-2019-9518.
    EMPTY_DATA(true) {
        @Override
        byte[] batch(int first) {
            return behindPost(first, octets(FramePeer.DATA, 0, first, new byte[0]));
        }
    },
    WINDOW_UPDATES(true) {
        @Override
        byte[] batch(int first) {
            return behindPost(first, octets(WINDOW_UPDATE, 0, first, new byte[] {0, 0, 0, 1}));
        }
    },
    /// CVE-2019-9513.
    PRIORITIES(true) {
        @Override
        byte[] batch(int first) {
            return repeat(octets(2, 0, first + 2, new byte[] {0, 0, 0, 1, 9}), FRAMES);
        }
    },
    UNKNOWN_FRAMES(true) {
        @Override
        byte[] batch(int first) {
            return repeat(octets(0xbe, 0, 0, new byte[16]), FRAMES);
        }
    },
    /// CVE-2016-6581: an entry of 4,000 octets, and 10,000 times its index.
    HPACK_BOMBS(true) {
        @Override
        byte[] batch(int first) {
            byte[] value = new byte[4_000];
            Arrays.fill(value, (byte) 'y');
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            // x, to be indexed; a length of 127 and 33 and 30 times 128
            block.writeBytes(new byte[] {0x40, 1, 'x', 0x7f, (byte) 0xa1, 0x1e});
            block.writeBytes(value);
            byte[] again = new byte[10_000];
            Arrays.fill(again, (byte) 0xbe);
            block.writeBytes(again);
            return each(first, id -> octets(HEADERS, WHOLE, id, block.toByteArray()));
        }
    },
    /// CVE-2019-9511, -9517: the answers wait with us.
    WINDOWS_THAT_STAY_SHUT(true, 4, 0) {
        @Override
        byte[] batch(int first) {
            return asManyAsMayBe(first);
        }

        @Override
        int attackers() {
            return MANY;
        }
    },
    ANSWERS_THAT_ARE_NOT_READ(false, 4, Integer.MAX_VALUE) {
        @Override
        byte[] batch(int first) {
            return asManyAsMayBe(first);
        }

        @Override
        int attackers() {
            return MANY;
        }
    },
    /// A data frame of ours for each window update.
    WINDOWS_OF_ONE_OCTET(true, 4, 1) {
        @Override
        byte[] batch(int first) {
            return join(
                    first == 1 ? get(1, "/large") : new byte[0],
                    repeat(octets(WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 1}), 300));
        }
    },
    CONNECTIONS(true) {
        @Override
        void attack(TestEdge edge, String host, Until until) throws IOException {
            while (!until.isOver()) {
                new Socket(InetAddress.getLoopbackAddress(), edge.doors.https()).close();
                new Socket(InetAddress.getLoopbackAddress(), edge.doors.http()).close();
            }
        }
    },
    HANDSHAKES(true) {
        @Override
        void attack(TestEdge edge, String host, Until until) throws IOException {
            while (!until.isOver()) {
                Tls.connect(edge.doors.https(), host, "h2").close();
            }
        }
    },
    PIPELINED_REQUESTS_WHOSE_ANSWERS_ARE_NOT_READ(false) {
        @Override
        void attack(TestEdge edge, String host, Until until) throws IOException {
            byte[] requests =
                    ("GET /large HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .repeat(500)
                            .getBytes(US_ASCII);
            try (Socket socket = connect(edge, host, "http/1.1")) {
                // stops the writer for good once the edge reads no more
                Thread writer =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        while (!until.isOver()) {
                                            socket.getOutputStream().write(requests);
                                        }
                                    } catch (IOException _) {
                                        // cut off
                                    }
                                });
                while (!until.isOver() && writer.isAlive()) {
                    Pause.of(Duration.ofMillis(5));
                }
            }
        }
    };

    private static final int HEADERS = FramePeer.HEADERS;
    private static final int RST_STREAM = FramePeer.RST_STREAM;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int PING = 6;
    private static final int END_HEADERS = 4;

    /// END_HEADERS and END_STREAM.
    private static final int WHOLE = 5;

    /// Of one kind in a batch.
    private static final int FRAMES = 500;

    /// Attackers of a kind that costs them little.
    private static final int MANY = 32;

    /// Streams in a batch.
    private static final int STREAMS = 100;

    private final boolean reads;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final int[] settings;

    /// @param reads whether it takes what it is sent
    Flood(boolean reads, int... settings) {
        this.reads = reads;
        this.settings = settings;
    }

    /// How many do so at a time.
    int attackers() {
        return 4;
    }

    /// Octets to send at once; none if it only holds on to what it has.
    ///
    /// @param first id of a stream that is not open yet
    byte[] batch(int first) {
        return new byte[0];
    }

    /// Sends on one connection until it is cut or the time is over.
    void attack(TestEdge edge, String host, Until until) throws IOException {
        try (Socket socket = connect(edge, host, "h2");
                FramePeer peer = new FramePeer(socket, settings)) {
            if (reads) {
                Thread.ofVirtual().start(() -> readToTheEnd(socket));
            } else {
                peer.windowUpdate(0, Integer.MAX_VALUE - 65_535);
            }
            Thread.ofVirtual().start(() -> sendToTheEnd(peer, until));
            while (!until.isOver() && !socket.isClosed()) {
                Pause.of(Duration.ofMillis(5));
            }
        }
    }

    /// A connection that is closed by a reset: TLS would have to say farewell, and to wait for that
    /// until a writer gives up whom the edge does not read any more.
    private static Socket connect(TestEdge edge, String host, String protocol) throws IOException {
        Socket socket = Tls.connect(edge.doors.https(), host, protocol);
        socket.setSoLinger(true, 0);
        return socket;
    }

    private void sendToTheEnd(FramePeer peer, Until until) {
        try (peer) {
            for (int first = 1; !until.isOver(); first += 2 * STREAMS) {
                byte[] batch = batch(first);
                if (batch.length == 0) {
                    Pause.of(Duration.ofMillis(5));
                } else {
                    peer.send(batch);
                }
            }
        } catch (IOException _) {
            // cut off
        }
    }

    private static void readToTheEnd(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // cut off
        }
    }

    private static byte[] get(int id, String path) {
        return octets(HEADERS, WHOLE, id, block(request("GET", CachedSite.HOST, path)));
    }

    /// 200 streams, and no more.
    private static byte[] asManyAsMayBe(int first) {
        return first > 2 * STREAMS + 1
                ? new byte[0]
                : each(first, id -> get(id, id % 8 == 1 ? "/pass-large" : "/large"));
    }

    /// The head of a request whose body is to come, and behind it a frame many times.
    private static byte[] behindPost(int id, byte[] frame) {
        return join(
                octets(HEADERS, END_HEADERS, id, block(request("POST", CachedSite.HOST, "/pass"))),
                repeat(frame, FRAMES));
    }

    private static byte[] each(int first, IntFunction<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < STREAMS; i++) {
            all.writeBytes(frames.apply(first + 2 * i));
        }
        return all.toByteArray();
    }

    private static byte[] repeat(byte[] octets, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(octets);
        }
        return all.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] two) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(two);
        return all.toByteArray();
    }

    /// When to stop.
    interface Until {
        boolean isOver();
    }
}
