package croft.stack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import croft.stack.launch.Installation;
import croft.stack.report.Terminal;
import croft.stack.report.Version;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What commands are given that start nothing.
final class Contexts {
    private Contexts() {}

    /// In a folder that holds no Croft, without colours.
    ///
    /// @param err where errors are told
    static Context in(Path folder, OutputStream err) {
        return in(folder, err, (_, _) -> List.of());
    }

    /// The same, where there are these services.
    static Context in(Path folder, OutputStream err, ServiceSource services) {
        return new Context(
                new Terminal(
                        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        false,
                        false,
                        80),
                InstantSource.system(),
                Instant.EPOCH,
                Version.ofBuild(),
                new Installation(folder, Path.of(System.getProperty("java.home")), "0"),
                folder,
                folder,
                services,
                (_, _) -> {});
    }
}
