package croft.site.store;

import java.io.IOException;

/// The storage is full. What was being written is gone again; everything older is as it was.
public final class NotEnoughSpace extends IOException {
    /// A report for the operator.
    ///
    /// @param where what is full
    public NotEnoughSpace(String where, Throwable cause) {
        super(
                where
                        + ": no space left (expected: room for what is uploaded; remove old releases,"
                        + " or make room on the disk, and try again)",
                cause);
    }
}
