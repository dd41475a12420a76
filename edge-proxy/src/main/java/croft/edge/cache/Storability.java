package croft.edge.cache;

/// Whether a response may be stored (RFC 9111 §3).
public sealed interface Storability {
    /// It may.
    record Storable(StoredResponse response) implements Storability {}

    /// It may not.
    ///
    /// @param reason a few words, for the `detail` of `Cache-Status` and for people
    record NotStorable(String reason) implements Storability {}
}
