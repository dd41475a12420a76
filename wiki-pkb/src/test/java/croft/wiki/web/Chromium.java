package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Somebody's Chromium, without a window.
final class Chromium {
    private static final String COMMAND = "chromium";
    private static final int PATIENCE_SECONDS = 60;

    private Chromium() {}

    /// The page as the browser holds it once its scripts have run.
    static String load(URI page) throws IOException, InterruptedException {
        try (BrowserFolder folder = BrowserFolder.create()) {
            return load(page, folder.path());
        }
    }

    private static String load(URI page, Path home) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                COMMAND,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-breakpad",
                                "--user-data-dir=" + home.resolve("profile"),
                                "--virtual-time-budget=10000"));
        command.addAll(List.of("--dump-dom", page.toString()));
        Path output = home.resolve("page.html");
        Process browser =
                started(
                        new ProcessBuilder(command)
                                .redirectOutput(output.toFile())
                                .redirectError(ProcessBuilder.Redirect.DISCARD));
        try {
            assertThat(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(command + " ends")
                    .isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static Process started(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new AssertionError(
                    COMMAND + " does not start; install it with: apt-get install chromium", e);
        }
    }
}
