package croft.edge.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An edge keeps its name, and no two make up the same.
class EdgeNameTest {
    @TempDir private Path folder;

    @Test
    void aNameThatWasMadeUpIsKept() {
        EdgeName name = EdgeName.keptIn(folder.resolve("edge-name"));
        assertThat(EdgeName.keptIn(folder.resolve("edge-name"))).isEqualTo(name);
        assertThat(EdgeName.keptIn(folder.resolve("another"))).isNotEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two words", "\u0000"})
    void whatIsNoNameIsReplacedByOne(String text) throws IOException {
        Path file = folder.resolve("edge-name");
        Files.writeString(file, text);
        EdgeName name = EdgeName.keptIn(file);
        assertThat(EdgeName.keptIn(file)).isEqualTo(name);
    }

    @Test
    void whereNothingCanBeKeptItIsThisProcessesOwn() {
        assertThat(EdgeName.keptIn(folder.resolve("missing/edge-name")).value()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e4", "a/b"})
    void refusesWhatIsNoName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EdgeName(text))
                .withMessageContaining(EdgeName.EXPECTATION);
    }
}
