package croft.site.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A document's octets, held open: they stay readable when the name is replaced or removed.
///
/// @param fingerprint of the content that this stands for
public record OpenFile(FileChannel channel, Path location, Fingerprint fingerprint)
        implements AutoCloseable {
    /// Whether nobody has written to the file since it was opened. Blocks.
    public boolean isUntouched() throws IOException {
        if (channel.size() != fingerprint.size()) {
            return false;
        }
        return FolderTree.fingerprint(location)
                .map(now -> !fingerprint.overwrittenBy(now))
                .orElse(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
