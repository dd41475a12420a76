package croft.stack.launch;

import croft.stack.report.ProcessReport.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/// A program that is kept running: how it is started, when it is ready, how it is asked to end.
///
/// @param signal asks it to end
/// @param patience how long it may take over that before it is killed
record Program(String name, Kind kind, Starter starter, String signal, Duration patience) {
    /// Prepares each start anew, since ports may have been taken and files left over.
    @FunctionalInterface
    interface Starter {
        /// Makes ready for one start.
        ///
        /// @throws IOException if it cannot be started now; it is tried again like a process that
        ///   ended
        Attempt prepare() throws IOException, InterruptedException;
    }

    /// One start.
    ///
    /// @param unready is called when the process ended before it was ready
    record Attempt(
            ProcessBuilder builder,
            Readiness readiness,
            OptionalInt managementPort,
            Cleaning unready) {
        Attempt(ProcessBuilder builder, Readiness readiness, OptionalInt managementPort) {
            this(builder, readiness, managementPort, () -> {});
        }
    }

    /// Removes what a start left that came to nothing.
    @FunctionalInterface
    interface Cleaning {
        void clean() throws IOException;
    }

    /// Looks whether a process that was started can do its work; asked again and again until it
    /// can.
    @FunctionalInterface
    interface Readiness {
        boolean ready(Process process) throws IOException;
    }
}
