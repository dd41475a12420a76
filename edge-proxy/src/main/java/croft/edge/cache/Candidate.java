package croft.edge.cache;

/// A stored response that may answer a request.
public interface Candidate {
    StoredResponse response();

    /// Octets of the body that are held, before any coding of our own; of a body that is still
    /// being received, what it will have, or -1 where that is not known.
    long length();

    /// Whether a purge has taken its freshness: it must be validated before it answers anybody, and
    /// stands in for a failing backend only.
    boolean expired();
}
