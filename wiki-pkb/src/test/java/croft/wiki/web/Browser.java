package croft.wiki.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A browser without a window, driven by the DevTools protocol.
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BrowserFolder profile = BrowserFolder.create();
    private final Process process;
    private final WebSocket socket;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> asked =
            new ConcurrentHashMap<>();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final String session;

    Browser() throws Exception {
        try {
            process =
                    new ProcessBuilder(
                                    "chromium",
                                    "--headless=new",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--remote-debugging-port=0",
                                    "--disable-breakpad",
                                    "--user-data-dir=" + profile.path(),
                                    "about:blank")
                            .redirectErrorStream(true)
                            .redirectOutput(profile.path().resolve("log").toFile())
                            .start();
        } catch (IOException e) {
            throw new AssertionError("there is no chromium (run: apt-get install chromium)", e);
        }
        List<String> port = port(profile.path().resolve("DevToolsActivePort"));
        socket =
                client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1)),
                                new Ears())
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Object target =
                ask("Target.createTarget", Map.of("url", "about:blank"), null).get("targetId");
        session =
                String.valueOf(
                        ask(
                                        "Target.attachToTarget",
                                        Map.of("targetId", String.valueOf(target), "flatten", true),
                                        null)
                                .get("sessionId"));
        tell("Page.enable", Map.of());
    }

    private List<String> port(Path file) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return lines;
                }
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError(
                "chromium did not start: " + Files.readString(file.resolveSibling("log")));
    }

    /// Shows a page of so many pixels and waits until it is loaded.
    ///
    /// @param scheme `light` or `dark`
    void show(String url, String scheme, int width) throws Exception {
        tell(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        loaded = new CompletableFuture<>();
        tell("Page.navigate", Map.of("url", url));
        loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// The text that an expression, or a promise of it, comes to. What a page forbids its scripts
    /// does not hold for it.
    String evaluate(String expression) throws Exception {
        Map<String, Object> answer =
                tell(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails"));
        }
        return answer.get("result") instanceof Map<?, ?> result
                ? String.valueOf(result.get("value"))
                : "";
    }

    /// Whether the scripts of pages run.
    void allowScripts(boolean allowed) throws Exception {
        tell("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    Map<String, Object> tell(String method, Map<String, Object> parameters) throws Exception {
        return ask(method, parameters, session);
    }

    private Map<String, Object> ask(
            String method, Map<String, Object> parameters, @Nullable String of)
            throws InterruptedException, ExecutionException, TimeoutException {
        int id = count.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String message =
                "{\"id\":"
                        + id
                        + ",\"method\":"
                        + json(method)
                        + ",\"params\":"
                        + json(parameters)
                        + (of == null ? "" : ",\"sessionId\":" + json(of))
                        + "}";
        socket.sendText(message, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    String.join(
                                    ",",
                                    map.entrySet().stream()
                                            .map(e ->
                                                    json(String.valueOf(e.getKey()))
                                                            + ":"
                                                            + json(e.getValue()))
                                            .toList())
                            .transform(all -> "{" + all + "}");
            case List<?> list ->
                    String.join(",", list.stream().map(Browser::json).toList())
                            .transform(all -> "[" + all + "]");
            case String text -> quoted(text);
            default -> String.valueOf(value);
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c < ' ' || c == '"' || c == '\\' || c > 0x7e) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
        profile.close();
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                hear(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        /// JSON is YAML, too.
        @SuppressWarnings("unchecked")
        private void hear(String text) {
            Map<String, Object> heard =
                    (Map<String, Object>)
                            new Load(LoadSettings.builder().setCodePointLimit(64 << 20).build())
                                    .loadFromString(text);
            if (heard.get("id") instanceof Integer id) {
                CompletableFuture<Map<String, Object>> answer = asked.remove(id);
                if (answer != null && heard.get("result") instanceof Map<?, ?> result) {
                    answer.complete((Map<String, Object>) result);
                } else if (answer != null) {
                    answer.completeExceptionally(new AssertionError(text));
                }
            } else if ("Page.loadEventFired".equals(heard.get("method"))) {
                loaded.complete(true);
            }
        }
    }

    /// The source of axe-core, fetched once by npm.
    static String axe() throws Exception {
        Path folder = Path.of("target", "npm").toAbsolutePath();
        Path source = folder.resolve("node_modules/axe-core/axe.min.js");
        if (!Files.exists(source)) {
            Files.createDirectories(folder);
            try {
                Process npm =
                        new ProcessBuilder(
                                        "npm",
                                        "install",
                                        "--prefix",
                                        folder.toString(),
                                        "--no-save",
                                        "--ignore-scripts",
                                        "--no-audit",
                                        "axe-core@4.14.1")
                                .redirectErrorStream(true)
                                .redirectOutput(folder.resolve("log").toFile())
                                .start();
                if (npm.waitFor() != 0) {
                    throw new AssertionError(
                            "npm cannot fetch axe-core: "
                                    + Files.readString(folder.resolve("log")));
                }
            } catch (IOException e) {
                throw new AssertionError("there is no npm (run: apt-get install nodejs npm)", e);
            }
        }
        return Files.readString(source, StandardCharsets.UTF_8);
    }
}
