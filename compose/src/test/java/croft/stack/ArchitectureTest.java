package croft.stack;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// The module's packages know each other in one direction only.
class ArchitectureTest {
    @Test
    void packagesKnowOnlyThoseAfterThem() {
        Architecture.of("croft.stack")
                .packages(
                        "cli", "images", "docker", "bench", "soak", "fuzz", "clients", "launch",
                        "figures", "report")
                .fence("picocli", "cli")
                .fence("org.apache.commons.compress", "launch")
                .check();
    }
}
