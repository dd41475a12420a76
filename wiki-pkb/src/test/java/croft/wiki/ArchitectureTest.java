package croft.wiki;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// What may know what in wiki-pkb.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.wiki")
                .packages(
                        "web", "sync", "search", "feed", "graph", "render", "math", "code", "page")
                .pure("feed", "graph", "render", "math", "code", "page")
                .fence("io.netty")
                .fence("gg.jte", "web")
                .fence("org.commonmark", "render")
                .fence("io.micronaut")
                .fence("java.sql", "search", "sync")
                .check();
    }
}
