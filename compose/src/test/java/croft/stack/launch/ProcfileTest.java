package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The operator's own processes as a Procfile names them.
class ProcfileTest {
    @Test
    void readsNamesAndCommands() throws CannotStart {
        Procfile file =
                Procfile.parse(
                        List.of("# mine", "", "web: ./run --port 3000", "job:\tsleep 9"), Set.of());

        assertThat(file.processes())
                .containsExactly(
                        new Procfile.Entry("web", "./run --port 3000"),
                        new Procfile.Entry("job", "sleep 9"));
    }

    @Test
    void namesAllMistakesWithTheirLines() {
        assertThatThrownBy(() ->
                        Procfile.parse(
                                List.of("web", "edge-proxy: x", "a: b", "a: c"),
                                Set.of("edge-proxy")))
                .hasMessageContainingAll(
                        "Procfile:1: \"web\" (expected: NAME: COMMAND",
                        "Procfile:2: the name edge-proxy is taken",
                        "Procfile:4: the name a is taken");
    }
}
