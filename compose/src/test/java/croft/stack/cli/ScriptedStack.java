package croft.stack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Installation;
import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import croft.stack.report.StackReport;
import croft.stack.report.Terminal;
import croft.stack.report.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A stack whose edge, cert-manager and wiki-pkb are one management port that says what a test
/// wants it to say. The data folder is as `croft up` leaves it while it runs.
final class ScriptedStack implements AutoCloseable {
    private static final String TOKEN = "the operator's";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Path folder;
    private final HttpServer server;
    private final FileChannel lock;
    private int status = 200;
    private String answer = "{}";
    private final Deque<Map.Entry<Integer, String>> before = new ArrayDeque<>();
    private final List<String> allAsked = new ArrayList<>();
    private String asked = "";
    private String body = "";

    ScriptedStack(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        DataFolder data = DataFolder.of(folder);
        Files.createDirectories(data.secrets());
        Files.writeString(data.secrets().resolve("operator-token"), TOKEN + "\n");
        Files.createDirectories(data.runFile().getParent());
        Files.writeString(data.runFile(), report().toJson());
        lock =
                FileChannel.open(
                        data.path().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        var _ = lock.lock();
        var _ =
                lock.write(
                        ByteBuffer.wrap(
                                (ProcessHandle.current().pid() + "\n" + NOW + "\n")
                                        .getBytes(UTF_8)));
    }

    /// What one question gets before all others; of several, in this order.
    ScriptedStack first(int status, String body) {
        before.add(Map.entry(status, body));
        return this;
    }

    /// What each question gets.
    ScriptedStack answers(int status, String body) {
        this.status = status;
        this.answer = body;
        return this;
    }

    /// Ends the process, as its launcher sees it some time later.
    void stop() {
        server.stop(0);
    }

    Said croft(String... arguments) {
        return run(folder, arguments);
    }

    static Said run(Path folder, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        false,
                        false,
                        100);
        var context =
                new Context(
                        terminal,
                        InstantSource.fixed(NOW),
                        NOW,
                        new Version("0", "0"),
                        new Installation(folder, folder, "0"),
                        folder,
                        folder,
                        (_, _) -> List.of(),
                        (_, _) -> {});
        String[] inFolder = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, inFolder, 0, arguments.length);
        inFolder[arguments.length] = "--folder";
        inFolder[arguments.length + 1] = folder.toString();
        int code = CroftCommand.execute(context, inFolder);
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// The last question: method and target.
    String asked() {
        return asked;
    }

    /// Every question with its body.
    List<String> allAsked() {
        return allAsked;
    }

    /// The last question's body; absent if it was none.
    Json body() throws IOException {
        return Json.read(body);
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        lock.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            allAsked.add(asked + " " + body);
            var now = before.isEmpty() ? Map.entry(status, answer) : before.remove();
            boolean known =
                    ("Bearer " + TOKEN)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] text =
                    (known ? now.getValue() : "the operator's token is needed\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? now.getKey() : 401, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private StackReport report() {
        return new StackReport(
                folder,
                ProcessHandle.current().pid(),
                NOW,
                Optional.of(NOW),
                8080,
                8443,
                5432,
                List.of(
                        process("edge-proxy"),
                        process("cert-manager"),
                        process("wiki-pkb"),
                        process("chat-bridge")));
    }

    private ProcessReport process(String name) {
        return new ProcessReport(
                name,
                ProcessReport.Kind.SERVICE,
                ProcessReport.State.UP,
                Optional.of(1L),
                Optional.of(NOW),
                OptionalInt.of(server.getAddress().getPort()),
                0,
                NOW,
                Optional.empty());
    }

    /// How a command ended and what it printed.
    record Said(int code, String out, String err) {}
}
