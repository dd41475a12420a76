package croft.site.store;

/// What came of writing octets whose name is known.
public sealed interface Written {
    /// They are here, and survive a loss of power.
    record Stored(BlobId id, long size) implements Written {}

    /// They are others than announced; nothing was kept.
    record Different(BlobId expected, BlobId actual, long size) implements Written {
        @Override
        public String toString() {
            return expected
                    + ": the "
                    + size
                    + " octets received have the SHA-256 "
                    + actual
                    + " (expected: the announced one; send the file again)";
        }
    }
}
