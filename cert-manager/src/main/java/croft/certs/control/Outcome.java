package croft.certs.control;

/// What came of an order.
sealed interface Outcome {
    /// What was done, in a sentence without a full stop.
    record Done(String said) implements Outcome {}

    /// It goes on; the overview tells how.
    record Begun(String said) implements Outcome {}

    /// Nothing was changed.
    ///
    /// @param why in plain words
    /// @param remedy what to do instead, in plain words
    record Refused(String why, String remedy) implements Outcome {}
}
