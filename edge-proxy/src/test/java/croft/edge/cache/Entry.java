package croft.edge.cache;

/// A stored response, as a test keeps it.
record Entry(StoredResponse response, long length, boolean expired) implements Candidate {
    Entry(StoredResponse response, long length) {
        this(response, length, false);
    }
}
