package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Hold;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft status`: asks the launcher's run file what should run, and each service how it is.
@Command(
        name = "status",
        description =
                "Show sites, certificates and processes of a running stack, and what is wrong with them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something is not; what, is printed",
            "69:nothing runs on the folder"
        })
final class StatusCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path path = folder.in(context);
        DataFolder data = DataFolder.of(path);
        Optional<Hold.Holder> holder = Hold.holder(data);
        if (holder.isEmpty()) {
            if (json) {
                context.terminal().out().print(Json.write(Map.of("running", false)));
                return Exit.UNAVAILABLE.code();
            }
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "nothing runs on " + path + "; start it with: croft up " + path);
        }
        StackReport report = read(data, holder.get().pid());
        var status = new StackStatus(report, answers(report, data), context.clock().instant());
        if (json) {
            context.terminal().out().print(Json.write(status.toJson()));
        } else {
            new StatusPage(status, context.terminal()).print();
        }
        return status.problems().isEmpty() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    private static StackReport read(DataFolder data, long launcher)
            throws IOException, CannotStart {
        Path file = data.runFile();
        StackReport report =
                Files.exists(file) ? StackReport.fromJson(Files.readString(file)) : null;
        if (report == null || report.launcher() != launcher) {
            throw new CannotStart(
                    Exit.BUSY, data + " is just being taken or left; try again in a moment");
        }
        return report;
    }

    /// Each service's answer by its name; a service that does not answer is missing.
    private static Map<String, Json> answers(StackReport report, DataFolder data)
            throws IOException, InterruptedException {
        String token = Files.readString(data.secrets().resolve("operator-token")).strip();
        var answers = new ConcurrentHashMap<String, Json>();
        List<Thread> asking =
                report.processes().stream()
                        .filter(process -> process.managementPort().isPresent())
                        .map(process ->
                                Thread.ofVirtual().start(() -> ask(process, token, answers)))
                        .toList();
        for (Thread thread : asking) {
            thread.join();
        }
        return new LinkedHashMap<>(answers);
    }

    private static void ask(ProcessReport process, String token, Map<String, Json> answers) {
        try {
            var port = new ManagementPort(process.managementPort().orElseThrow());
            ManagementPort.Answer answer = port.status(token);
            if (answer.ok()) {
                answers.put(process.name(), Json.read(answer.body()));
            }
        } catch (IOException e) {
            // it is missing in the answers, and so shown as one that does not answer
        }
    }
}
