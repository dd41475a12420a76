package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample's pages as axe-core judges them in a browser, and what it does not judge.
@Timeout(240)
class AccessibilityTest {
    private static final Path SAMPLE = Path.of("../compose/sample/pages");

    private static ServedWiki wiki;
    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void open() throws Exception {
        axe = Browser.axe();
        wiki = ServedWiki.forBrowsers(ServedWiki.Terms.GARDEN, SAMPLE);
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
        wiki.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/A%20tour%20of%20the%20garden",
                "/Certificates",
                "/Costs",
                "/Checklists/When%20it%20is%20down",
                "/Machines/Harbour",
                "/pages",
                "/tags",
                "/tags/basics",
                "/Checklists",
                "/search?q=backup",
                "/search?q=bakup",
                "/nothing/here"
            })
    void isBarredToNobody(String target) throws Exception {
        for (String scheme : new String[] {"light", "dark"}) {
            for (int width : new int[] {1280, 320}) {
                browser.show(url(target), scheme, width);
                browser.evaluate(
                        "document.querySelectorAll('details').forEach(d => d.open = true)");
                browser.evaluate(axe + "; 0");
                String violations =
                        browser.evaluate(
                                "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v =>"
                                        + " v.id + ': ' + v.help + '\\n' + v.nodes.map(n => '  ' + n.html"
                                        + " + '\\n    ' + n.failureSummary.replaceAll('\\n', ' ')).join('\\n'))"
                                        + ".join('\\n'))");
                assertThat(violations)
                        .describedAs("%s, %s, %d pixels", target, scheme, width)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/A%20tour%20of%20the%20garden",
                "/Caching",
                "/pages",
                "/tags",
                "/search?q=backup",
                "/nothing/here"
            })
    void fitsIntoThreeHundredAndTwentyPixels(String target) throws Exception {
        browser.show(url(target), "light", 320);
        String widths =
                browser.evaluate(
                        "document.documentElement.scrollWidth + ' of '"
                                + " + document.documentElement.clientWidth");
        assertThat(widths.split(" of ", -1)).hasSize(2).containsOnly(widths.split(" ", -1)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/A%20tour%20of%20the%20garden", "/search?q=backup"})
    void isHeldToByItsOwnPolicy(String target) throws Exception {
        browser.show("about:blank", "light", 1280);
        browser.tell(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "window.refused = []; document.addEventListener('securitypolicyviolation',"
                                + " e => refused.push(e.violatedDirective + ' ' + e.blockedURI))"));
        browser.show(url(target), "light", 1280);
        assertThat(browser.evaluate("refused.join(', ')")).isEmpty();
    }

    private static String url(String target) {
        return "http://notes.localhost:" + wiki.address().getPort() + target;
    }
}
