package croft.site.store;

/// What reading a whole blob showed.
sealed interface Soundness {
    /// Its octets have its name.
    record Sound() implements Soundness {}

    /// Its octets have changed since they were written: the disk is failing, or somebody wrote.
    record Damaged(BlobId actual, long size) implements Soundness {}

    /// It is there and cannot be read.
    record Unreadable(String problem) implements Soundness {}

    /// It is not there.
    record Absent() implements Soundness {}
}
