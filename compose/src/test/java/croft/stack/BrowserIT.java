package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A browser that trusts the local authority, as `croft trust --install` makes it do, and what it
/// makes of the sample; each page is loaded by a Chromium of its own without a window.
@Timeout(240)
class BrowserIT {
    private static final String PACKAGES = "chromium libnss3-tools";

    private static LiveStack stack;
    private static Path home = Path.of("unset");

    @BeforeAll
    static void startAndTrust() throws Exception {
        stack = LiveStack.sample();
        home = Files.createTempDirectory("croft-browser");
        // Where Chromium looks; newer ones in the second, if the first is not there.
        for (String place : List.of(".pki/nssdb", ".local/share/pki/nssdb")) {
            String database = "sql:" + Files.createDirectories(home.resolve(place));
            certutil("-d", database, "-N", "--empty-password");
            certutil(
                    "-d",
                    database,
                    "-A",
                    "-t",
                    "C,,",
                    "-n",
                    "croft",
                    "-i",
                    stack.authority().toString());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        Folders.delete(home);
    }

    @Test
    void showsTheHomePage() throws Exception {
        assertThat(load(home, stack.uri("www.croft.localhost", "/")))
                .contains(
                        "<title>It works · Croft</title>",
                        "<h1>Your corner of the internet is lit.");
    }

    @Test
    void isLedFromPlainHttpOfAnAliasToTheSite() throws Exception {
        assertThat(load(home, stack.plain("croft.localhost", "/about/")))
                .contains("<title>What you see · Croft</title>");
    }

    @Test
    void runsTheGuestbooksPageAndHearsItsWebSocket() throws Exception {
        // The browser's virtual time does not wait for a WebSocket: the page is loaded anew until
        // the answer was there before the time was spent.
        Pattern heard = Pattern.compile("<output [^>]*>heard: Hello, echo</output>");
        Instant deadline = Instant.now().plus(LiveStack.PATIENCE);
        String page = load(home, stack.uri("app.croft.localhost", "/"));
        while (!heard.matcher(page).find() && Instant.now().isBefore(deadline)) {
            page = load(home, stack.uri("app.croft.localhost", "/"));
        }
        assertThat(page).contains("<h1>Guestbook</h1>").containsPattern(heard);
    }

    @Test
    void refusesWithoutTheAuthority() throws Exception {
        Path stranger = Files.createTempDirectory("croft-browser");
        try {
            assertThat(load(stranger, stack.uri("www.croft.localhost", "/")))
                    .doesNotContain("It works")
                    .contains("ERR_CERT_AUTHORITY_INVALID");
        } finally {
            Folders.delete(stranger);
        }
    }

    /// The page after its scripts have run, as the browser then holds it.
    private static String load(Path user, URI page) throws Exception {
        Path profile = Files.createTempDirectory(user, "profile");
        return new Tool("chromium", PACKAGES)
                .run(
                        Map.of("HOME", user.toString()),
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

    private static void certutil(String... arguments) throws IOException, InterruptedException {
        Tool.Result done = new Tool("certutil", PACKAGES).run(arguments);
        assertThat(done.exitCode()).as(done.output()).isZero();
    }
}
