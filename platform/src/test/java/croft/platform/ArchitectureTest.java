package croft.platform;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// The packages of platform and what they may know.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.platform")
                .packages("service", "journal", "declaration", "secret")
                .pure("declaration")
                .fence("org.snakeyaml", "declaration")
                .library()
                .check();
    }
}
