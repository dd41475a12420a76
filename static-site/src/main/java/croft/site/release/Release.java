package croft.site.release;

import croft.site.store.BlobId;
import java.time.Instant;

/// A set of files of one project that was deployed, and does not change.
///
/// @param manifest the blob that lists its files
/// @param files how many
/// @param octets of all files together
/// @param note what whoever deployed it said about it; may be empty
/// @param made when it was deployed first
/// @param by whose token it was, or `operator`
public record Release(
        BlobId manifest, int files, long octets, String note, Instant made, String by) {
    /// What a note may be long.
    public static final int LONGEST_NOTE = 1000;

    public Release {
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "note: "
                            + note.length()
                            + " characters (expected: at most "
                            + LONGEST_NOTE
                            + ")");
        }
    }

    public Label label() {
        return new Label(manifest.label());
    }
}
