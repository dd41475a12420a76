package croft.platform.declaration;

/// How much of a machine the edge makes itself at home in (docs/guides/small-server.md). Chosen by
/// the operator, not guessed: a machine's memory says nothing of who else needs it.
public enum EdgeProfile {
    /// Both compilers, a loop for each core.
    DEFAULT(256),
    /// For a server of 1 GB: the quick compiler alone, one event loop, a small heap.
    SMALL(64);

    private final int cacheMebibytes;

    EdgeProfile(int cacheMebibytes) {
        this.cacheMebibytes = cacheMebibytes;
    }

    /// Memory for stored answers, unless croft.yml names another.
    public ByteSize cacheMemory() {
        return ByteSize.ofMebibytes(cacheMebibytes);
    }
}
