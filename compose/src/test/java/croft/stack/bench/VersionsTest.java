package croft.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a page of results says of the machine.
class VersionsTest {
    @Test
    void memoryIsToldInAUnitThatPeopleRead() {
        assertThat(Versions.memory("24684096 kB")).isEqualTo("23.5 GiB");
        assertThat(Versions.memory("unknown")).isEqualTo("unknown");
        assertThat(Versions.machine().get("memory")).endsWith(" GiB");
    }
}
