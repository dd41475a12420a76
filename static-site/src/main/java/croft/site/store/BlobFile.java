package croft.site.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A blob's octets, held open: they stay readable when the blob is deleted.
///
/// @param channel for reading, from any number of positions at once
/// @param location on a local disk; the octets behind it never change
public record BlobFile(FileChannel channel, Path location, long size) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
