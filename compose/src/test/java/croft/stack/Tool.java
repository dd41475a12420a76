package croft.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program of the machine, run to its end: clients that others wrote.
///
/// @param name on the PATH, or its path
record Tool(String name, String debianPackages) {
    private static final int PATIENCE_SECONDS = 90;

    /// Runs it; its output and errors are one text.
    Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = temporary();
        try {
            var command = new ProcessBuilder(name);
            command.command().addAll(List.of(arguments));
            command.environment().putAll(environment);
            return ended(command.redirectErrorStream(true).redirectOutput(output.toFile()), output);
        } finally {
            Files.delete(output);
        }
    }

    /// Runs it; its output goes into a file as it is, and only its errors are text.
    Result runInto(Path file, String... arguments) throws IOException, InterruptedException {
        Path errors = temporary();
        try {
            var command = new ProcessBuilder(name);
            command.command().addAll(List.of(arguments));
            return ended(
                    command.redirectOutput(file.toFile()).redirectError(errors.toFile()), errors);
        } finally {
            Files.delete(errors);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Path temporary() throws IOException {
        return Files.createTempFile(Path.of(name).getFileName().toString(), ".txt");
    }

    private Result ended(ProcessBuilder command, Path text)
            throws IOException, InterruptedException {
        Process process = start(command.redirectInput(Path.of("/dev/null").toFile()));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(name + " did not end:\n" + Files.readString(text));
        }
        return new Result(process.exitValue(), Files.readString(text));
    }

    private Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new AssertionError(
                    name + ": not installed (remedy: apt-get install " + debianPackages + ")", e);
        }
    }

    /// How it ended.
    record Result(int exitCode, String output) {}
}
