package croft.edge.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// The chunked transfer coding, read (RFC 9112 §7.1). Strict: hexadecimal digits and nothing else
/// make a size, every line ends with CR LF. Extensions are bounded and dropped, trailers bounded.
public final class ChunkedDecoder {
    private enum State {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS
    }

    private static final Chunk INCOMPLETE = new Chunk.Incomplete();

    /// 15 digits: every such size fits into a `long`.
    private static final int SIZE_DIGITS = 15;

    private final Http1Limits limits;
    private final LineReader lines = new LineReader();
    private State state = State.SIZE;
    private long rest;
    private int extensions;
    private final FieldSection trailers;

    public ChunkedDecoder(Http1Limits limits) {
        this.limits = limits;
        this.trailers = new FieldSection(limits, limits.trailers(), lines);
    }

    /// Takes one step. To be called until it is [Chunk.Incomplete] (or the end).
    public Chunk read(ByteBuf in) {
        while (true) {
            switch (state) {
                case SIZE -> {
                    Chunk stop = readSize(in);
                    if (stop != null) {
                        return stop;
                    }
                }
                case DATA -> {
                    int octets = (int) Math.min(rest, in.readableBytes());
                    if (octets == 0) {
                        return INCOMPLETE;
                    }
                    rest -= octets;
                    if (rest == 0) {
                        state = State.DATA_END;
                    }
                    return new Chunk.Data(in.readRetainedSlice(octets));
                }
                case DATA_END -> {
                    int length = lines.next(in, 0);
                    if (length == LineReader.INCOMPLETE) {
                        return INCOMPLETE;
                    }
                    if (length != 0) {
                        return refused("chunk longer than its size");
                    }
                    state = State.SIZE;
                }
                case TRAILERS -> {
                    return switch (trailers.read(in)) {
                        case INCOMPLETE -> INCOMPLETE;
                        case REFUSED -> new Chunk.Refused(trailers.refusal());
                        case COMPLETE -> {
                            Fields allowed = ConnectionFields.allowedTrailers(trailers.take());
                            state = State.SIZE;
                            extensions = 0;
                            yield new Chunk.End(allowed);
                        }
                    };
                }
            }
        }
    }

    private @Nullable Chunk readSize(ByteBuf in) {
        int length = lines.next(in, SIZE_DIGITS + limits.chunkExtension());
        if (length == LineReader.INCOMPLETE) {
            return INCOMPLETE;
        }
        if (length == LineReader.TOO_LONG) {
            return refused("chunk extension longer than " + limits.chunkExtension() + " octets");
        }
        if (length == LineReader.BARE_LF) {
            return refused("line feed without carriage return in a chunk size");
        }
        byte[] line = LineReader.line(length);
        long size = 0;
        int digits = 0;
        while (digits < length && line[digits] != ';') {
            int digit = hex(line[digits]);
            if (digit < 0 || digits == SIZE_DIGITS) {
                return refused("chunk size (expected: 1-15 hexadecimal digits, nothing else)");
            }
            size = 16 * size + digit;
            digits++;
        }
        if (digits == 0) {
            return refused("chunk size is missing");
        }
        String wrong = extension(line, digits, length);
        if (wrong != null) {
            return refused(wrong);
        }
        extensions += length - digits;
        if (extensions > limits.chunkExtensions()) {
            return refused("chunk extensions longer than " + limits.chunkExtensions() + " octets");
        }
        rest = size;
        state = size == 0 ? State.TRAILERS : State.DATA;
        return null;
    }

    /// Whoever lets a quoted value go on past the end of its line sees other chunks than we do.
    ///
    /// @return what is wrong, or null
    private static @Nullable String extension(byte[] line, int from, int to) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            if ((line[i] >= 0 && line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f) {
                return "control character in a chunk extension";
            }
            if (line[i] == '"') {
                quoted = !quoted;
            } else if (quoted && line[i] == '\\') {
                // RFC 9110 §5.6.4: the next octet stands for itself
                i++;
                if (i < to && line[i] < ' ' && line[i] >= 0 && line[i] != '\t') {
                    return "control character in a chunk extension";
                }
            }
        }
        return quoted ? "quotes that do not end in a chunk extension" : null;
    }

    /// ASCII only, unlike [Character#digit(char, int)].
    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    private static Chunk refused(String reason) {
        return new Chunk.Refused(Refusal.bad(reason));
    }
}
