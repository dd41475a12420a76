package croft.stack.bench;

import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.util.List;

/// A server that is measured: ours, or a peer.
interface Server {
    String name();

    /// Where it speaks TLS, on 127.0.0.1.
    int port();

    /// Its processes; their descendants belong to it too.
    List<Long> processes();

    /// Begins it, or ends it and begins it anew; returns before it answers.
    void restart() throws CannotStart, IOException, InterruptedException;

    /// Looks whether it still runs.
    ///
    /// @throws CannotStart if it has ended, with what it said
    void check() throws CannotStart, IOException;

    default ProcessTree tree() throws IOException {
        return ProcessTree.of(processes());
    }
}
