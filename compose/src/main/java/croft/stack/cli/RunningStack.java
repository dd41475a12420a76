package croft.stack.cli;

import croft.stack.docker.ContainerStack;
import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Hold;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A stack that runs now: processes of a `croft up`, as their launcher describes them, or
/// containers, as Docker does.
///
/// @param folder the one that holds croft.yml
/// @param containers empty if it runs without
record RunningStack(
        Path folder, DataFolder data, StackReport report, Optional<ContainerStack> containers) {
    private static final String LOOPBACK = "127.0.0.1";

    /// What runs on a folder; empty if nothing does.
    ///
    /// @throws CannotStart if it is just being started or stopped, or if it is a folder for
    ///   containers and Docker does not answer
    static Optional<RunningStack> on(Path folder)
            throws IOException, InterruptedException, CannotStart {
        DataFolder data = DataFolder.of(folder);
        Optional<Hold.Holder> holder = Hold.holder(data);
        if (holder.isEmpty()) {
            Optional<ContainerStack> containers = ContainerStack.on(folder);
            return containers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new RunningStack(folder, data, containers.get().report(), containers));
        }
        Path file = data.runFile();
        StackReport report =
                Files.exists(file) ? StackReport.fromJson(Files.readString(file)) : null;
        if (report == null || report.launcher() != holder.get().pid()) {
            throw new CannotStart(
                    Exit.BUSY, data + " is just being taken or left; try again in a moment");
        }
        return Optional.of(new RunningStack(folder, data, report, Optional.empty()));
    }

    static CannotStart nothingRunsOn(Path folder) {
        return new CannotStart(
                Exit.UNAVAILABLE,
                "nothing runs on "
                        + folder
                        + "; start it with: croft up "
                        + folder
                        + ", in containers with: croft up --docker "
                        + folder);
    }

    /// The operator's token, which every service of the stack expects.
    String token() throws IOException {
        return Files.readString(data.secrets().resolve("operator-token")).strip();
    }

    /// Where a service is told what to do; empty if it does not run, or there is no such service.
    Optional<ManagementPort> management(String service) {
        return containers.isPresent()
                ? containers.get().management(service)
                : report.process(service)
                        .map(ProcessReport::managementPort)
                        .filter(port -> port.isPresent())
                        .map(port -> new ManagementPort(port.getAsInt()));
    }

    /// Where this machine reaches the traffic of a service.
    String address(String service) {
        return containers.flatMap(stack -> stack.address(service)).orElse(LOOPBACK);
    }
}
