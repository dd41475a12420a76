package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.RawClient.Seen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a client may rely on, whatever it has sent: a server's frames in an order that RFC 9113
/// allows, within the windows that the client has opened (§5.1, §5.2, §8.1). Knows only what goes
/// over the wire; what a client sent after the server gave up on it can only make this more
/// lenient.
final class ObservedServer {
    private long connectionWindow = Frame.DEFAULT_WINDOW;
    private long largestInitialWindow = Frame.DEFAULT_WINDOW;
    private long largestFrame = Frame.DEFAULT_MAX_SIZE;
    private final Map<Integer, Long> increments = new HashMap<>();
    private final Map<Integer, Long> data = new HashMap<>();
    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Set<Integer> asked = new HashSet<>();
    private int lastStream = Integer.MAX_VALUE;
    private boolean failed;
    private boolean inBlock;

    /// Octets that are sent to the server, behind the preface.
    void hears(byte[] octets) {
        for (int at = 0; at + Frame.HEAD <= octets.length; ) {
            int length = number(octets, at, 3);
            int type = octets[at + 3];
            int stream = number(octets, at + 5, 4) & Integer.MAX_VALUE;
            at += Frame.HEAD;
            if (length > octets.length - at) {
                return;
            }
            hears(type, stream, octets, at, length);
            at += length;
        }
    }

    private void hears(int type, int stream, byte[] octets, int at, int length) {
        switch (type) {
            case Frame.HEADERS -> asked.add(stream);
            case Frame.WINDOW_UPDATE -> {
                if (length == 4) {
                    long increment = number(octets, at, 4) & Integer.MAX_VALUE;
                    if (stream == 0) {
                        connectionWindow += increment;
                    } else {
                        increments.merge(stream, increment, Long::sum);
                    }
                }
            }
            case Frame.SETTINGS -> {
                for (int entry = at; entry + 6 <= at + length; entry += 6) {
                    long value = number(octets, entry + 2, 4) & 0xFFFF_FFFFL;
                    switch (number(octets, entry, 2)) {
                        case Frame.SETTING_INITIAL_WINDOW_SIZE ->
                                largestInitialWindow = Math.max(largestInitialWindow, value);
                        case Frame.SETTING_MAX_FRAME_SIZE ->
                                largestFrame = Math.max(largestFrame, value);
                        default -> {}
                    }
                }
            }
            default -> {}
        }
    }

    /// A frame that the server has sent.
    void says(Seen frame) {
        assertThat(failed).as("silent behind its GOAWAY for an error: %s", frame).isFalse();
        assertThat((long) frame.payload().length).as("%s", frame).isLessThanOrEqualTo(largestFrame);
        assertThat(frame.type() == Frame.CONTINUATION).as("%s", frame).isEqualTo(inBlock);
        switch (frame.type()) {
            case Frame.HEADERS -> headers(frame);
            case Frame.CONTINUATION -> inBlock = (frame.flags() & Frame.END_HEADERS) == 0;
            case Frame.DATA -> data(frame);
            case Frame.RST_STREAM -> reset(frame);
            case Frame.GOAWAY -> goAway(frame);
            case Frame.WINDOW_UPDATE -> assertThat(frame.number(0)).as("%s", frame).isPositive();
            case Frame.SETTINGS, Frame.PING -> assertThat(frame.stream()).isZero();
            default -> throw new AssertionError("a server does not send " + frame);
        }
    }

    private void headers(Seen frame) {
        inBlock = (frame.flags() & Frame.END_HEADERS) == 0;
        Stage before = stage(frame);
        String status = frame.fields().getOrDefault(":status", "");
        if (before == Stage.BODY) {
            assertThat(status).as("trailers %s", frame).isEmpty();
            assertThat(frame.ends()).as("trailers %s", frame).isTrue();
        } else {
            assertThat(status).as("%s", frame).matches("[1-5][0-9][0-9]");
        }
        boolean interim = status.startsWith("1");
        assertThat(interim && frame.ends()).as("%s", frame).isFalse();
        stages.put(frame.stream(), frame.ends() ? Stage.ENDED : interim ? Stage.HEAD : Stage.BODY);
    }

    private void data(Seen frame) {
        assertThat(stage(frame)).as("%s", frame).isEqualTo(Stage.BODY);
        connectionWindow -= frame.payload().length;
        assertThat(connectionWindow).as("the connection's window").isNotNegative();
        long sent = data.merge(frame.stream(), (long) frame.payload().length, Long::sum);
        assertThat(sent)
                .as("octets on stream %s", frame.stream())
                .isLessThanOrEqualTo(
                        largestInitialWindow + increments.getOrDefault(frame.stream(), 0L));
        if (frame.ends()) {
            stages.put(frame.stream(), Stage.ENDED);
        }
    }

    private void reset(Seen frame) {
        assertThat(asked).as("%s", frame).contains(frame.stream());
        assertThat(stages.put(frame.stream(), Stage.RESET))
                .as("%s", frame)
                .isNotEqualTo(Stage.RESET);
    }

    private void goAway(Seen frame) {
        int last = frame.number(0);
        assertThat(last).as("%s", frame).isLessThanOrEqualTo(lastStream);
        lastStream = last;
        int code = frame.number(4);
        assertThat(code).as("%s", frame).isNotEqualTo(ErrorCode.INTERNAL_ERROR.code());
        failed = code != ErrorCode.NO_ERROR.code();
    }

    /// Where a stream is, on which a response may be sent.
    private Stage stage(Seen frame) {
        assertThat(asked).as("%s", frame).contains(frame.stream());
        Stage stage = stages.getOrDefault(frame.stream(), Stage.HEAD);
        assertThat(stage).as("%s", frame).isIn(Stage.HEAD, Stage.BODY);
        return stage;
    }

    private static int number(byte[] octets, int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            number = (number << 8) | (octets[i] & 0xFF);
        }
        return number;
    }

    /// How far a response is.
    private enum Stage {
        HEAD,
        BODY,
        ENDED,
        RESET
    }
}
