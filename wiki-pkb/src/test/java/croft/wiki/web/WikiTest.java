package croft.wiki.web;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A garden of its own for each test.
abstract class WikiTest {
    @TempDir Path folder;
    ServedWiki wiki;

    @BeforeEach
    void serve() {
        wiki = ServedWiki.of(terms(), folder);
    }

    @AfterEach
    void stop() {
        wiki.close();
    }

    ServedWiki.Terms terms() {
        return ServedWiki.Terms.GARDEN;
    }
}
