package croft.platform;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// The packages of platform and what they may know.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.platform")
                .packages("service", "traffic", "journal", "declaration", "secret")
                .pure("declaration")
                .fence("org.snakeyaml", "declaration")
                .fence("io.netty", "service", "traffic")
                .library()
                .check();
    }
}
