package croft.stack;

import croft.house.wire.FreePort;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A `croft up` in a process of its own, on a folder of the test's and on random ports.
///
/// `RunningCroft.start(Croft.class, folder)` runs the real services; the build must have made their
/// jars, as `mvn verify` has when this module's integration tests begin.
final class RunningCroft implements AutoCloseable {
    /// Far more than needed: a loaded machine makes no test fail.
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final Path output;
    private final Process process;
    private final int httpPort;
    private final int httpsPort;
    private final int chatPort;

    private RunningCroft(
            Path folder, Path output, Process process, int httpPort, int httpsPort, int chatPort) {
        this.folder = folder;
        this.output = output;
        this.process = process;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
        this.chatPort = chatPort;
    }

    /// Starts `up` and waits until all is up.
    static RunningCroft start(Class<?> program, Path folder)
            throws IOException, InterruptedException {
        return start(program, home(), folder);
    }

    /// Starts `up` of another installation and waits until all is up.
    static RunningCroft start(Class<?> program, Path home, Path folder)
            throws IOException, InterruptedException {
        RunningCroft croft = begin(program, home, folder, freePort(), freePort());
        croft.await(report -> report.ready().isPresent());
        return croft;
    }

    /// Starts `up` and does not wait.
    static RunningCroft begin(Class<?> program, Path folder, int httpPort, int httpsPort)
            throws IOException {
        return begin(program, home(), folder, httpPort, httpsPort);
    }

    private static RunningCroft begin(
            Class<?> program, Path home, Path folder, int httpPort, int httpsPort)
            throws IOException {
        Path output = Files.createTempFile("croft-up", ".txt");
        int chatPort = freePort();
        Process process =
                command(
                                program,
                                home,
                                "up",
                                folder.toString(),
                                "--http-port=" + httpPort,
                                "--https-port=" + httpsPort,
                                "--chat-port=" + chatPort,
                                "--listen=127.0.0.1")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new RunningCroft(folder, output, process, httpPort, httpsPort, chatPort);
    }

    /// Runs a command to its end.
    static Ended run(Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("croft", ".txt");
        Process process =
                command(program, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    String.join(" ", arguments) + " did not end:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    int httpPort() {
        return httpPort;
    }

    int httpsPort() {
        return httpsPort;
    }

    /// Where chat servers call back.
    int chatPort() {
        return chatPort;
    }

    Process process() {
        return process;
    }

    /// What it printed so far.
    String output() throws IOException {
        return Files.readString(output);
    }

    StackReport report() throws IOException {
        return StackReport.fromJson(Files.readString(folder.resolve(".croft/run/stack.json")));
    }

    long pid(String name) throws IOException {
        return process(report(), name).pid().orElseThrow();
    }

    /// Ends one process as `kill -9` does; another one is started by itself.
    void kill(String name) throws IOException {
        ProcessHandle.of(pid(name)).orElseThrow().destroyForcibly();
    }

    /// Ends one process, and waits until another one of that name is up.
    void killAndAwait(String name) throws IOException, InterruptedException {
        long before = pid(name);
        kill(name);
        await(report -> {
            ProcessReport now = process(report, name);
            return now.state() == State.UP && now.pid().filter(pid -> pid != before).isPresent();
        });
    }

    /// Waits until the run file says so.
    void await(Predicate<StackReport> condition) throws IOException, InterruptedException {
        awaitThat(() -> {
            try {
                StackReport report = report();
                // An earlier launcher that was killed left its file.
                return report.launcher() == process.pid() && condition.test(report);
            } catch (IOException e) {
                return false; // not there yet
            }
        });
    }

    private void awaitThat(BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("croft up printed:\n" + output());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /// Waits for the end of `up`.
    Ended ended() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("croft up did not end:\n" + output());
        }
        return new Ended(process.exitValue(), output());
    }

    /// The processes of the stack that run, by what the system says.
    List<ProcessHandle> processes() throws IOException {
        return report().processes().stream()
                .flatMap(found -> found.pid().flatMap(ProcessHandle::of).stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(output);
    }

    /// A port that nobody listens on.
    static int freePort() {
        return FreePort.next();
    }

    private static ProcessReport process(StackReport report, String name) {
        return report.process(name)
                .orElseThrow(() -> new AssertionError(name + " is not in " + report));
    }

    /// The source tree, which is where the build has left everything.
    static Path home() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /// A command line of the program, to be started by the caller.
    static ProcessBuilder command(Class<?> program, String... arguments) {
        return command(program, home(), arguments);
    }

    /// A command line of the program of another installation.
    ///
    /// @param home the folder with the modules' jars
    static ProcessBuilder command(Class<?> program, Path home, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dcroft.home=" + home);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /// How a command ended.
    record Ended(int exitCode, String output) {}
}
