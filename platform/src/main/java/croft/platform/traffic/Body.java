package croft.platform.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.OptionalLong;

/// What an answer carries. Whoever holds one sends or closes it.
public sealed interface Body extends AutoCloseable {
    /// In octets; negative if only its end will tell.
    long length();

    @Override
    void close();

    /// A body that is all there, so that parts of it can be sent.
    sealed interface Stored extends Body {
        /// Some of it; whoever gets this closes it in place of this.
        ///
        /// @param pieces slices of this body, and octets between them
        Stored cut(List<Piece> pieces);
    }

    /// Octets in memory.
    record InMemory(Octets octets) implements Stored {
        public static final InMemory NOTHING = new InMemory(Octets.NONE);

        @Override
        public InMemory cut(List<Piece> pieces) {
            ByteArrayOutputStream cut = new ByteArrayOutputStream();
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Literal(Octets literal) -> cut.writeBytes(literal.bytes());
                    case Piece.FileSlice(Slice slice) ->
                            cut.write(octets.bytes(), (int) slice.first(), (int) slice.length());
                }
            }
            return new InMemory(new Octets(cut.toByteArray()));
        }

        @Override
        public long length() {
            return octets.length();
        }

        @Override
        public void close() {}
    }

    /// Octets from a file, with some from memory between them.
    ///
    /// @param file closed with the body
    /// @param check whether the file is still what it was when it was opened
    record FromFile(FileChannel file, List<Piece> pieces, Check check) implements Stored {
        public FromFile {
            pieces = List.copyOf(pieces);
        }

        /// The whole file.
        ///
        /// @param size of it, in octets
        public static FromFile whole(FileChannel file, long size, Check check) {
            return new FromFile(
                    file,
                    size == 0 ? List.of() : List.of(new Piece.FileSlice(new Slice(0, size - 1))),
                    check);
        }

        @Override
        public FromFile cut(List<Piece> other) {
            return new FromFile(file, other, check);
        }

        @Override
        public long length() {
            long length = 0;
            for (Piece piece : pieces) {
                length += piece.length();
            }
            return length;
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Octets that come from elsewhere while they are sent.
    ///
    /// @param announced how many they are to be, if that is known
    record Streamed(InputStream in, OptionalLong announced) implements Body {
        @Override
        public long length() {
            return announced.orElse(-1);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Messages that come while somebody listens, without end.
    record Events(EventStream stream) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// A stretch of a body.
    sealed interface Piece {
        /// In octets.
        long length();

        /// Octets from memory.
        record Literal(Octets octets) implements Piece {
            @Override
            public long length() {
                return octets.length();
            }
        }

        /// Octets of what is stored.
        record FileSlice(Slice slice) implements Piece {
            @Override
            public long length() {
                return slice.length();
            }
        }
    }

    /// Asks whether nobody has written to a file since it was opened.
    @FunctionalInterface
    interface Check {
        /// Blocks; called on virtual threads.
        boolean isUntouched() throws IOException;
    }
}
