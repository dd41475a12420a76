package croft.stack.launch;

import croft.stack.report.ProcessReport.Kind;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One of the operator's processes from the Procfile: a command for `sh`, with the launcher's
/// environment and its JDK first on the PATH.
record Application(Order order, Procfile.Entry entry) {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    Program program() {
        return new Program(entry.name(), Kind.APPLICATION, this::prepare, "TERM", PATIENCE);
    }

    private Program.Attempt prepare() {
        // `exec`, so that a signal reaches the program and not a shell around it.
        ProcessBuilder builder = Session.own(List.of("sh", "-c", "exec " + entry.command()));
        builder.directory(order.folder().toFile());
        Map<String, String> environment = builder.environment();
        String java = order.installation().java().toString();
        environment.put("JAVA_HOME", java);
        environment.merge("PATH", java + "/bin", (path, bin) -> bin + File.pathSeparator + path);
        // What it needs to be ready is its own affair; that it runs is all that can be known here.
        return new Program.Attempt(builder, _ -> true, OptionalInt.empty());
    }
}
