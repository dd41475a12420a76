package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Hold;
import croft.stack.report.Exit;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A stack that runs now, as its launcher describes it.
///
/// @param folder the one that holds croft.yml
record RunningStack(Path folder, DataFolder data, StackReport report) {
    /// What runs on a folder; empty if nothing does.
    ///
    /// @throws CannotStart if it is just being started or stopped
    static Optional<RunningStack> on(Path folder) throws IOException, CannotStart {
        DataFolder data = DataFolder.of(folder);
        Optional<Hold.Holder> holder = Hold.holder(data);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        Path file = data.runFile();
        StackReport report =
                Files.exists(file) ? StackReport.fromJson(Files.readString(file)) : null;
        if (report == null || report.launcher() != holder.get().pid()) {
            throw new CannotStart(
                    Exit.BUSY, data + " is just being taken or left; try again in a moment");
        }
        return Optional.of(new RunningStack(folder, data, report));
    }

    static CannotStart nothingRunsOn(Path folder) {
        return new CannotStart(
                Exit.UNAVAILABLE,
                "nothing runs on " + folder + "; start it with: croft up " + folder);
    }

    /// The operator's token, which every service of the stack expects.
    String token() throws IOException {
        return Files.readString(data.secrets().resolve("operator-token")).strip();
    }
}
