package croft.platform.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a file holds at one moment, comparable with what it held at another.
sealed interface Contents {
    /// The file's bytes, one more than `limit` at most.
    static Contents of(Path file, int limit) {
        if (Files.isDirectory(file)) {
            return new Unreadable(file + " is a folder (expected: a file)");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Bytes(in.readNBytes(limit + 1));
        } catch (NoSuchFileException e) {
            return new Unreadable(file + " does not exist (expected: a file)");
        } catch (AccessDeniedException e) {
            return new Unreadable(file + " may not be read by this user (expected: readable)");
        } catch (IOException e) {
            return new Unreadable(file + " cannot be read: " + e.getMessage());
        }
    }

    /// The file was read.
    final class Bytes implements Contents {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /// Not to be changed.
        byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes others && Arrays.equals(bytes, others.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /// It was not.
    record Unreadable(String reason) implements Contents {}
}
