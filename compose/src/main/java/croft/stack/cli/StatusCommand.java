package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.ManagementPort;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import java.io.IOException;
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

/// `croft status`: asks the launcher's run file, or Docker, what should run, and each service how
/// it is.
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
        Optional<RunningStack> running = RunningStack.on(path);
        if (running.isEmpty() && json) {
            context.terminal().out().print(Json.write(Map.of("running", false)));
            return Exit.UNAVAILABLE.code();
        }
        RunningStack stack = running.orElseThrow(() -> RunningStack.nothingRunsOn(path));
        Map<String, Json> answers = answers(stack);
        var status =
                new StackStatus(
                        stack.report(), answers, Containers.of(stack), context.clock().instant());
        if (json) {
            context.terminal().out().print(Json.write(status.toJson()));
        } else {
            new StatusPage(status, context.terminal()).print();
        }
        return status.problems().isEmpty() ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    /// Each service's answer by its name; a service that does not answer is missing.
    private static Map<String, Json> answers(RunningStack stack)
            throws IOException, InterruptedException {
        String token = stack.token();
        var answers = new ConcurrentHashMap<String, Json>();
        List<Thread> asking =
                stack.report().processes().stream()
                        .filter(process -> process.managementPort().isPresent())
                        .map(process ->
                                Thread.ofVirtual().start(() -> ask(stack, process, token, answers)))
                        .toList();
        for (Thread thread : asking) {
            thread.join();
        }
        return new LinkedHashMap<>(answers);
    }

    private static void ask(
            RunningStack stack, ProcessReport process, String token, Map<String, Json> answers) {
        try {
            ManagementPort.Answer answer =
                    stack.management(process.name()).orElseThrow().status(token);
            if (answer.ok()) {
                answers.put(process.name(), Json.read(answer.body()));
            }
        } catch (IOException e) {
            // it is missing in the answers, and so shown as one that does not answer
        }
    }
}
