package croft.site.serve;

import croft.site.content.Octets;
import croft.site.content.OpenFile;
import croft.site.content.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/// What an answer carries.
sealed interface Body extends AutoCloseable {
    /// In octets; negative if only its end will tell.
    long length();

    @Override
    void close();

    /// Octets in memory.
    record InMemory(Octets octets) implements Body {
        static final InMemory NOTHING = new InMemory(new Octets(new byte[0]));

        /// What `pieces` are of a file with this content.
        static InMemory cut(Octets content, List<Piece> pieces) {
            ByteArrayOutputStream cut = new ByteArrayOutputStream();
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Literal(Octets literal) -> cut.writeBytes(literal.bytes());
                    case Piece.FileSlice(Slice slice) ->
                            cut.write(content.bytes(), (int) slice.first(), (int) slice.length());
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
    record FromFile(OpenFile file, List<Piece> pieces) implements Body {
        public FromFile {
            pieces = List.copyOf(pieces);
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

    /// A stretch of a body.
    sealed interface Piece {
        long length();

        record Literal(Octets octets) implements Piece {
            @Override
            public long length() {
                return octets.length();
            }
        }

        record FileSlice(Slice slice) implements Piece {
            @Override
            public long length() {
                return slice.length();
            }
        }
    }
}
