package croft.stack.bench;

import croft.stack.figures.Answered;
import croft.stack.figures.HandshakesOutput;
import croft.stack.figures.Load;
import croft.stack.figures.NotUnderstood;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The program [TlsClient] as a child, begun when it is first needed.
final class TlsClientProcess implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int PATIENCE_SECONDS = 90;

    private final Path java;
    private final String classPath;
    private final Optional<Pin> pin;
    private @Nullable Process process;

    TlsClientProcess(Path java, String classPath, Optional<Pin> pin) {
        this.java = java;
        this.classPath = classPath;
        this.pin = pin;
    }

    Answered handshakes(Server server, boolean resumed, int seconds)
            throws CannotStart, IOException, InterruptedException, NotUnderstood {
        String said =
                order(
                        "handshakes %d %s %d %d %s"
                                .formatted(
                                        server.port(),
                                        Load.Handshakes.PATH,
                                        seconds,
                                        THREADS,
                                        resumed ? "resumed" : "full"));
        return HandshakesOutput.read(said).answered(resumed);
    }

    /// Opens connections that had one answer each.
    ///
    /// @return how many there are now
    int hold(Server server, Load.Held load) throws CannotStart, IOException, InterruptedException {
        return number(
                "held ",
                order(
                        "hold %d %s %d %s"
                                .formatted(
                                        server.port(),
                                        Load.Handshakes.PATH,
                                        load.connections(),
                                        load.protocol().word())));
    }

    /// Closes them.
    ///
    /// @return how many of them the server had not closed
    int release() throws CannotStart, IOException, InterruptedException {
        return number("alive ", order("release"));
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.getOutputStream().close();
            process.destroy();
        }
    }

    private static int number(String word, String said) throws CannotStart {
        if (!said.startsWith(word)) {
            throw failed("the TLS client says: " + said);
        }
        return Integer.parseInt(said.substring(word.length()));
    }

    private String order(String line) throws CannotStart, IOException, InterruptedException {
        Process client = running();
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        // A read from a pipe cannot be interrupted; the wait for it can.
        CompletableFuture<@Nullable String> answer =
                CompletableFuture.supplyAsync(() -> readLine(client), Thread::startVirtualThread);
        try {
            String said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (said == null) {
                throw failed("the TLS client ended (expected: an answer to \"" + line + "\")");
            }
            return said;
        } catch (TimeoutException e) {
            throw failed("the TLS client did not answer \"" + line + "\" in time");
        } catch (ExecutionException e) {
            throw new IOException("the TLS client cannot be heard", e);
        }
    }

    private Process running() throws IOException {
        if (process == null || !process.isAlive()) {
            List<String> command = new ArrayList<>();
            command.add(java.resolve("bin/java").toString());
            command.addAll(List.of("-XX:+UseParallelGC", "-Xmx512m", "-XX:-UsePerfData"));
            command.addAll(List.of("-cp", classPath, TlsClient.class.getName()));
            process =
                    new ProcessBuilder(pin.map(each -> each.client(command)).orElse(command))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        }
        return process;
    }

    private static @Nullable String readLine(Process client) {
        try {
            return client.inputReader(StandardCharsets.US_ASCII).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CannotStart failed(String message) {
        return new CannotStart(Exit.SOFTWARE, message);
    }
}
