package croft.chat;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.Pastes.Paste;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastePageTest {
    private static final Instant SAID = Instant.parse("2026-11-23T18:05:00Z");

    @Test
    void showsTheTextAsItWasWritten() {
        String page =
                PastePage.html(
                        new Paste(
                                Optional.of("Anne"),
                                SAID,
                                Optional.empty(),
                                "a\n  *b*",
                                Optional.empty()),
                        "k.txt");
        assertThat(page)
                .contains("<h1>Anne</h1>", "23 November 2026, 18:05 UTC ·", "<pre>a\n  *b*</pre>")
                .contains("href=\"k.txt\"", "noindex")
                .doesNotContain("edited");
    }

    @Test
    void saysWhenItWasEdited() {
        Paste paste =
                new Paste(
                        Optional.empty(),
                        SAID,
                        Optional.of(SAID.plusSeconds(60)),
                        "a",
                        Optional.of("cat.png, b.txt"));
        assertThat(PastePage.html(paste, "k.txt"))
                .contains(
                        "<h1>Croft</h1>",
                        "edited 23 November 2026, 18:06 UTC",
                        "Files: cat.png, b.txt");
    }

    @Test
    void isNoPlaceForMarkup() {
        String evil = "</pre><script>alert('&\"')</script>";
        Paste paste = new Paste(Optional.of(evil), SAID, Optional.empty(), evil, Optional.of(evil));
        assertThat(PastePage.html(paste, "k.txt"))
                .doesNotContain("<script")
                .contains("&lt;/pre&gt;&lt;script&gt;alert('&amp;&quot;')&lt;/script&gt;");
    }
}
