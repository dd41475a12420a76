package croft.stack.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Processes in a session of their own, so that Ctrl-C on the terminal reaches the launcher alone,
/// which then stops them in order.
public final class Session {
    private static final boolean AVAILABLE =
            Files.isExecutable(Path.of("/usr/bin/setsid"))
                    || Files.isExecutable(Path.of("/bin/setsid"));

    private Session() {}

    /// `setsid` replaces itself with the command, so the process has the pid of the command. Where
    /// there is none, Ctrl-C reaches all at once.
    public static ProcessBuilder own(List<String> command) {
        var words = new ArrayList<String>();
        if (AVAILABLE) {
            words.add("setsid");
        }
        words.addAll(command);
        return new ProcessBuilder(words);
    }
}
