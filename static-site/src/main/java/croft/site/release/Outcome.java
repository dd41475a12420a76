package croft.site.release;

import java.util.Optional;

/// What came of an order about releases.
public sealed interface Outcome {
    /// A release is current that was not before.
    ///
    /// @param previous the label of the one that was
    /// @param changed how many files differ between the two
    record Promoted(Release release, Optional<Label> previous, int changed) implements Outcome {}

    /// It is current already; nothing was done.
    record AlreadyCurrent(Release release) implements Outcome {}

    /// It is kept, and what is current stays.
    record Kept(Release release) implements Outcome {}

    /// It is gone.
    record Deleted(Label label) implements Outcome {}

    /// It makes no sense as things stand; nothing was done.
    ///
    /// @param said why, in a line
    /// @param remedy what to do instead
    record Refused(String said, String remedy) implements Outcome {
        @Override
        public String toString() {
            return said + " (" + remedy + ")";
        }
    }
}
