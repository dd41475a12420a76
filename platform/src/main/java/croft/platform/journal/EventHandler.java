package croft.platform.journal;

/// What a reader does with events. Both methods are called on the reader's virtual thread, one call
/// at a time, and may block. What throws is tried again after a pause; until then the reader stays
/// where it is.
public interface EventHandler {
    /// Takes one event. Each comes at least once, in the order of the ids, so this must bear a
    /// repetition.
    void handle(RecordedEvent event) throws Exception;

    /// Events may have been missed: forget what was derived from events, and load it anew. Called
    /// when the journal no longer keeps what came after the reader's position, and at the start of
    /// a reader that starts at the head: what is loaded here is at least as new as that position.
    void lost() throws Exception;
}
