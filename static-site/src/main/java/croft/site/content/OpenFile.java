package croft.site.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// A document's octets, held open: they stay readable when the name is replaced or removed.
///
/// @param representation whose content this stands for
public record OpenFile(FileChannel channel, Representation representation)
        implements AutoCloseable {
    /// Whether nobody has written to the file since it was opened. Blocks.
    public boolean isUntouched() throws IOException {
        if (channel.size() != representation.size()) {
            return false;
        }
        if (representation.isLasting()) {
            return true;
        }
        return FolderTree.fingerprint(representation.location())
                .map(now -> !representation.fingerprint().overwrittenBy(now))
                .orElse(true);
    }

    /// Whether the name still leads to this state of the file. Blocks.
    boolean isCurrent() throws IOException {
        return representation.isLasting()
                || FolderTree.fingerprint(representation.location())
                        .equals(Optional.of(representation.fingerprint()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
