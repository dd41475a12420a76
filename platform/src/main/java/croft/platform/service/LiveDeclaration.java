package croft.platform.service;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The declaration as it stands now, read anew when the file changes. A file with mistakes changes
/// nothing: the last accepted declaration stays, and the mistakes are logged and shown in the
/// status.
public interface LiveDeclaration {
    /// The last accepted declaration.
    Declaration current();

    /// Calls `listener` with the current declaration before this returns, and then with each newly
    /// accepted one, on the watcher's (virtual) thread, one call at a time. What the first call
    /// throws is the caller's; a listener that throws later is logged, and the others are still
    /// called.
    void onChange(Consumer<Declaration> listener);

    State state();

    /// What runs, and what keeps the file from running.
    ///
    /// @param digest of the accepted text
    /// @param loaded when it was accepted
    /// @param mistakes of the file as it is now; empty if what is on disk is what runs
    record State(String file, String digest, Instant loaded, List<Mistake> mistakes) {
        public State {
            mistakes = List.copyOf(mistakes);
        }
    }
}
