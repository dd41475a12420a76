package croft.edge.logfile;

import java.io.IOException;
import java.time.Instant;

/// A place for lines. Called by one thread; may wait.
interface Destination {
    /// Appends whole lines, all of them or none.
    ///
    /// @throws IOException if they could not be appended; may be tried again
    void write(byte[] octets, int length, Instant now) throws IOException;

    /// Looks whether something is to be done; called about once a second.
    void look(Instant now) throws IOException;

    /// What it is, for messages.
    String name();

    /// Closes it. Lines may be written again afterwards.
    void close();
}
