package croft.chat.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process of the bridge, again and again. One thread, and any to close it.
final class KilledBridge implements AutoCloseable {
    private final BridgeCommand command;
    private final Path log;
    private volatile @Nullable Process process;
    private long mostResident;

    /// @param log what all the processes say
    KilledBridge(BridgeCommand command, Path log) {
        this.command = command;
        this.log = log;
    }

    /// Lets one run that learns which classes are needed.
    void train() throws IOException, InterruptedException {
        begin(command.training());
        if (process != null) {
            process.waitFor();
        }
    }

    /// Returns when it has started; it may not have reached anything yet.
    void start() throws IOException {
        begin(command.usual());
    }

    private void begin(List<String> words) throws IOException {
        Process started =
                new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        process = started;
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        String line;
        do {
            line = out.readLine();
            if (line == null) {
                throw new IOException("the bridge's process ended by itself: see " + log);
            }
        } while (!line.equals(BridgeProgram.READY));
        Thread.ofVirtual().name("bridge's output").start(() -> keep(out));
    }

    /// Writes on what it says, which it could not go on saying if nobody read it.
    private void keep(BufferedReader out) {
        try (out;
                Writer to =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                to.write(line + "\n");
                to.flush();
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    /// Kills it with -9, and returns when it is gone.
    void kill() {
        look();
        Optional.ofNullable(process)
                .ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// Its resident memory now in KiB; 0 if there is none.
    long look() {
        long resident =
                Optional.ofNullable(process)
                        .filter(Process::isAlive)
                        .map(running -> resident(running.pid()))
                        .orElse(0L);
        mostResident = Math.max(mostResident, resident);
        return resident;
    }

    /// The most resident memory that any of them was seen with, in KiB.
    long mostResident() {
        return mostResident;
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
