package croft.wiki.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/// What an answer carries.
sealed interface Body extends AutoCloseable {
    /// In octets; negative if only its end will tell.
    long length();

    @Override
    void close();

    /// Octets in memory.
    record InMemory(Octets octets) implements Body {
        @Override
        public long length() {
            return octets.length();
        }

        @Override
        public void close() {}
    }

    /// A stretch of an open file.
    record FromFile(FileChannel file, long first, long length) implements Body {
        @Override
        public void close() {
            try {
                file.close();
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
}
