package croft.stack.images;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// Programs that building needs, run to their end. What they say goes into one file; of that, its
/// end is shown when one fails.
///
/// @param folder where they run
/// @param log begun anew by whoever makes this
record Program(Path folder, Map<String, String> environment, Path log) {
    private static final int LAST_LINES = 15;

    /// Runs one.
    ///
    /// @param what it does, for the message
    void run(String what, List<String> command)
            throws IOException, InterruptedException, CannotStart {
        long before = Files.exists(log) ? Files.size(log) : 0;
        Files.writeString(
                log,
                "$ " + String.join(" ", command) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Process process =
                started(
                        builder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        if (ended(process) != 0) {
            throw new CannotStart(
                    Exit.SOFTWARE,
                    what
                            + " failed; the end of "
                            + log
                            + ":\n"
                            + end(Files.readString(log), before));
        }
    }

    /// Runs one for what it answers.
    ///
    /// @return its output, or nothing if it failed
    String ask(List<String> command) throws IOException, InterruptedException, CannotStart {
        Process process = started(builder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return ended(process) == 0 ? answer.strip() : "";
    }

    private ProcessBuilder builder(List<String> command) {
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process started(ProcessBuilder builder) throws CannotStart {
        try {
            return builder.start();
        } catch (IOException e) {
            String name = builder.command().getFirst();
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    name
                            + " cannot be run (expected: on the PATH); remedy on Debian and Ubuntu: apt-get install "
                            + (name.equals("mvn") ? "maven" : "docker.io"));
        }
    }

    private static int ended(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        }
    }

    private static String end(String log, long before) {
        List<String> said =
                log.substring((int) Math.min(before, log.length()))
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        List<String> errors =
                said.stream()
                        .filter(line -> line.startsWith("[ERROR] "))
                        .takeWhile(line -> !line.contains("-> [Help"))
                        .limit(LAST_LINES)
                        .toList();
        return String.join(
                "\n",
                errors.isEmpty()
                        ? said.subList(Math.max(0, said.size() - LAST_LINES), said.size())
                        : errors);
    }
}
