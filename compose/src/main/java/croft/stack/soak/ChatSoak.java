package croft.stack.soak;

import croft.stack.fuzz.SourceTree;
import java.io.IOException;
import java.util.List;

/// The long run of chat-bridge, in a process of its own.
///
/// @param messages that people say
/// @param kills and cuts of the bridge, its database and its connections
/// @param seed that the crowd and the weather follow from
/// @param json whether the report is JSON
public record ChatSoak(int messages, int kills, long seed, boolean json) {
    /// Its tests hold the program.
    public static final String MODULE = "chat-bridge";

    private static final String PROGRAM = "croft.chat.soak.SoakProgram";

    /// The servers of the run keep all that was said in memory: some kilobytes a message.
    private static final int HEAP = 2_048;

    /// Runs it to its end. Its report goes to standard output, its progress to standard error. An
    /// interrupt ends it, and with it all that it started.
    ///
    /// @return its exit code: 0 if nothing was wrong, 1 if something was, 70 if it did not come to
    ///   its end
    public int run(SourceTree tree) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        tree.java().resolve("bin/java").toString(),
                                        "-Xmx" + HEAP + "m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        tree.classPath(MODULE),
                                        PROGRAM,
                                        Integer.toString(messages),
                                        Integer.toString(kills),
                                        Long.toString(seed),
                                        json ? "json" : "text"))
                        .directory(tree.home().resolve(MODULE).toFile())
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
