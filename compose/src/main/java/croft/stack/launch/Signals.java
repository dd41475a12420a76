package croft.stack.launch;

import java.io.IOException;

/// Signals to processes by name: the JDK itself sends only TERM and KILL.
final class Signals {
    private Signals() {}

    /// Sends and returns; a process that is no longer there is no error.
    ///
    /// @param signal as `kill -s` takes it, such as `INT`
    static void send(long pid, String signal) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
