package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A browser that trusts the local authority, as `croft trust --install` makes it do, and what it
/// makes of the sample; each page is loaded by a Chromium of its own without a window.
@Timeout(240)
class BrowserIT {
    private static LiveStack stack;
    private static Browser browser = new Browser(Path.of("unset"));

    @BeforeAll
    static void startAndTrust() throws Exception {
        stack = LiveStack.sample();
        browser = Browser.trusting(stack.authority());
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        browser.close();
    }

    @Test
    void showsTheHomePage() throws Exception {
        assertThat(browser.load(stack.uri("www.croft.localhost", "/")))
                .contains(
                        "<title>It works · Croft</title>",
                        "<h1>Your corner of the internet is lit.");
    }

    @Test
    void isLedFromPlainHttpOfAnAliasToTheSite() throws Exception {
        assertThat(browser.load(stack.plain("croft.localhost", "/about/")))
                .contains("<title>What you see · Croft</title>");
    }

    @Test
    void showsTheNotes() throws Exception {
        assertThat(browser.load(stack.uri("notes.croft.localhost", "/")))
                .contains("A small site", "href=\"/Domain%20names\"");
    }

    @Test
    void runsTheGuestbooksPageAndHearsItsWebSocket() throws Exception {
        // The browser's virtual time does not wait for a WebSocket: the page is loaded anew until
        // the answer was there before the time was spent.
        Pattern heard = Pattern.compile("<output [^>]*>heard: Hello, echo</output>");
        Instant deadline = Instant.now().plus(LiveStack.PATIENCE);
        String page = browser.load(stack.uri("app.croft.localhost", "/"));
        while (!heard.matcher(page).find() && Instant.now().isBefore(deadline)) {
            page = browser.load(stack.uri("app.croft.localhost", "/"));
        }
        assertThat(page).contains("<h1>Guestbook</h1>").containsPattern(heard);
    }

    @Test
    void refusesWithoutTheAuthority() throws Exception {
        try (Browser stranger = Browser.trustingNobody()) {
            assertThat(stranger.load(stack.uri("www.croft.localhost", "/")))
                    .doesNotContain("It works")
                    .contains("ERR_CERT_AUTHORITY_INVALID");
        }
    }
}
