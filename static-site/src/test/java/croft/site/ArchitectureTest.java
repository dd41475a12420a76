package croft.site;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// What may know what in static-site.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.site")
                .packages(
                        "publish", "watch", "serve", "release", "review", "rules", "store",
                        "content", "markup")
                .pure("review", "rules", "content", "markup")
                .fence("io.netty")
                .fence("io.micronaut")
                .fence("java.sql", "release")
                .check();
    }
}
