package croft.site.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A blob's octets, held open: they stay readable when the blob is deleted.
///
/// @param channel for reading, from any number of positions at once
/// @param location on a local disk; the octets behind it never change
public record BlobFile(FileChannel channel, Path location, long size) implements AutoCloseable {
    static Optional<BlobFile> open(Path location) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(location, StandardOpenOption.READ);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BlobFile(channel, location, channel.size()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
