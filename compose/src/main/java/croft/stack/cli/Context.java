package croft.stack.cli;

import croft.stack.launch.Installation;
import croft.stack.launch.Order;
import croft.stack.report.Terminal;
import croft.stack.report.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// What every command may need: where it writes, what time it is, what is installed where.
///
/// @param begun when the operator pressed Enter, or the build was done
/// @param workingFolder where the command was typed
/// @param cache for what all stacks of this user can share
/// @param services which programs make a stack
public record Context(
        Terminal terminal,
        InstantSource clock,
        Instant begun,
        Version version,
        Installation installation,
        Path workingFolder,
        Path cache,
        ServiceSource services,
        Order.Schema schema) {

    /// The folder a command works on when none is named: the one it was typed in if that holds a
    /// croft.yml, else the sample.
    Path defaultFolder() {
        return Files.isRegularFile(workingFolder.resolve("croft.yml"))
                ? workingFolder
                : installation.home().resolve("compose").resolve("sample");
    }
}
