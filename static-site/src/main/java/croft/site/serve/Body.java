package croft.site.serve;

import croft.site.content.OpenFile;
import croft.site.content.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What an answer carries.
sealed interface Body extends AutoCloseable {
    long length();

    @Override
    void close();

    /// Octets in memory.
    record InMemory(byte[] bytes) implements Body {
        static final InMemory NOTHING = new InMemory(new byte[0]);

        /// What `pieces` are of a file with this content.
        static InMemory cut(byte[] content, List<Piece> pieces) {
            ByteArrayOutputStream cut = new ByteArrayOutputStream();
            for (Piece piece : pieces) {
                switch (piece) {
                    case Piece.Literal(byte[] literal) -> cut.writeBytes(literal);
                    case Piece.FileSlice(Slice slice) ->
                            cut.write(content, (int) slice.first(), (int) slice.length());
                }
            }
            return new InMemory(cut.toByteArray());
        }

        @Override
        public long length() {
            return bytes.length;
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

    /// A stretch of a body.
    sealed interface Piece {
        long length();

        record Literal(byte[] bytes) implements Piece {
            @Override
            public long length() {
                return bytes.length;
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
