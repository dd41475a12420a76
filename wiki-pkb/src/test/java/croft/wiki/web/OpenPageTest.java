package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the scripts do in a browser, and that nothing is lost without them.
@Timeout(120)
class OpenPageTest {
    private static final String LONG = "\n\nLine.".repeat(200);

    private static Browser browser;

    @TempDir Path folder;
    private ServedWiki wiki;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void serve() throws Exception {
        wiki = ServedWiki.forBrowsers(ServedWiki.Terms.GARDEN.alive(), folder);
        wiki.write("home.md", "Before." + LONG);
        wiki.write("plums.md", "Take plums.");
    }

    @AfterEach
    void stop() throws Exception {
        browser.allowScripts(true);
        browser.show("about:blank", "light", 1280);
        wiki.close();
    }

    @Test
    void showsAChangeByItselfAndStaysWhereItIs() throws Exception {
        browser.show(url("/"), "light", 1280);
        browser.evaluate("scrollTo(0, 1500)");
        wiki.write("home.md", "After." + LONG);
        waitFor("document.querySelector('.text p').textContent", "After.");
        assertThat(browser.evaluate("scrollY")).isEqualTo("1500");
        wiki.write("home.md", "After that." + LONG);
        waitFor("document.querySelector('.text p').textContent", "After that.");
    }

    @Test
    void findsWhileSomebodyTypes() throws Exception {
        browser.show(url("/search"), "light", 1280);
        assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("_q");
        for (char letter : "plums".toCharArray()) {
            browser.tell("Input.insertText", Map.of("text", String.valueOf(letter)));
        }
        waitFor("document.querySelector('.hits a')?.textContent", "Plums");
        assertThat(browser.evaluate("location.search")).isEqualTo("?q=plums");
        assertThat(browser.evaluate("document.querySelector('[role=status]').textContent"))
                .isEqualTo("1 page.");
    }

    @Test
    void findsWithoutScriptsToo() throws Exception {
        browser.allowScripts(false);
        browser.show(url("/search?q=plums"), "light", 1280);
        assertThat(browser.evaluate("document.querySelector('.hits a').textContent"))
                .isEqualTo("Plums");
    }

    private void waitFor(String expression, String value) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String seen = browser.evaluate(expression);
        while (!seen.equals(value) && System.nanoTime() < deadline) {
            seen = browser.evaluate(expression);
        }
        assertThat(seen).isEqualTo(value);
    }

    private String url(String target) {
        return "http://notes.localhost:" + wiki.address().getPort() + target;
    }
}
