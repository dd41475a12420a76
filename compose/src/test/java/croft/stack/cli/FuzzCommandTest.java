package croft.stack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.report.Exit;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `croft fuzz` refuses before it fuzzes anything.
class FuzzCommandTest {
    @TempDir private Path folder = Path.of("unset");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void needsTheSourceTree() {
        assertThat(croft("fuzz", "1")).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(err.toString(UTF_8))
                .contains(folder.toString(), "fuzzing needs the source tree");
    }

    @Test
    void namesTheTargetsThereAreWhereOneIsNone() {
        assertThat(croft("fuzz", "1", "--target", "http3")).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString(UTF_8)).contains("http3", "http1-request", "croft-yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "NaN"})
    void refusesATimeThatIsNone(String minutes) {
        assertThat(croft("fuzz", minutes)).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString(UTF_8)).contains(minutes);
    }

    private int croft(String... arguments) {
        return CroftCommand.execute(Contexts.in(folder, err), arguments);
    }
}
