package croft.site.store;

/// What came of adding a piece to an upload.
public sealed interface Appended {
    /// It is kept.
    ///
    /// @param offset where the next piece begins
    record Taken(long offset) implements Appended {}

    /// It begins elsewhere than what is there ends; nothing was added.
    ///
    /// @param offset where the next piece must begin
    record Misplaced(long offset) implements Appended {}

    /// It is longer than the upload may become; nothing of it was added.
    ///
    /// @param limit for the whole upload
    /// @param offset how much of it is there
    record TooLong(long limit, long offset) implements Appended {}

    /// Another piece of the same upload is still being received; nothing was added.
    record Busy() implements Appended {}
}
