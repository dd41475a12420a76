package croft.migrations;

import croft.house.Architecture;
import org.junit.jupiter.api.Test;

/// One package, which only the launcher and tests call.
class ArchitectureTest {
    @Test
    void keepsTheRules() {
        Architecture.of("croft.migrations").library().check();
    }
}
