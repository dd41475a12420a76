package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Somebody's Chromium, without a window.
///
/// @param home its user's folder, where it looks for whom to trust
record Browser(Path home) implements AutoCloseable {
    private static final String PACKAGES = "chromium libnss3-tools";

    /// One that trusts an authority as `croft trust --install` makes it.
    static Browser trusting(Path authority) throws IOException, InterruptedException {
        Browser browser = trustingNobody();
        // Where Chromium looks; newer ones in the second, if the first is not there.
        for (String place : List.of(".pki/nssdb", ".local/share/pki/nssdb")) {
            String database = "sql:" + Files.createDirectories(browser.home.resolve(place));
            certutil("-d", database, "-N", "--empty-password");
            certutil("-d", database, "-A", "-t", "C,,", "-n", "croft", "-i", authority.toString());
        }
        return browser;
    }

    static Browser trustingNobody() throws IOException {
        return new Browser(Files.createTempDirectory("croft-browser"));
    }

    /// The page after its scripts have run, as the browser then holds it.
    String load(URI page) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(home, "profile");
        return new Tool("chromium", PACKAGES)
                .run(
                        Map.of("HOME", home.toString()),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        page.toString())
                .output();
    }

    @Override
    public void close() throws IOException {
        Folders.delete(home);
    }

    private static void certutil(String... arguments) throws IOException, InterruptedException {
        Tool.Result done = new Tool("certutil", PACKAGES).run(arguments);
        assertThat(done.exitCode()).as(done.output()).isZero();
    }
}
