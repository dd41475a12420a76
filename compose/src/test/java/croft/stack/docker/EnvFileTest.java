package croft.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    private final EnvFile file =
            new EnvFile(
                    List.of(
                            "# the owner's",
                            "CROFT_VERSION=1",
                            "QUOTED=\"a b\"",
                            "EMPTY=",
                            "#CROFT_PROFILE=small",
                            "TWICE=first",
                            "TWICE=second"));

    @Test
    void aValueIsWhatStandsBehindItsName() {
        assertThat(file.get("CROFT_VERSION")).contains("1");
        assertThat(file.get("QUOTED")).contains("a b");
        assertThat(file.get("TWICE")).contains("second");
    }

    @Test
    void nothingAndACommentAreNoValues() {
        assertThat(file.get("EMPTY")).isEmpty();
        assertThat(file.get("CROFT_PROFILE")).isEmpty();
        assertThat(file.get("VERSION")).isEmpty();
    }

    @Test
    void anotherValueTakesThePlaceOfTheOldOneAndNothingElseMoves() {
        assertThat(file.with("CROFT_VERSION", "2").lines())
                .containsExactly(
                        "# the owner's",
                        "CROFT_VERSION=2",
                        "QUOTED=\"a b\"",
                        "EMPTY=",
                        "#CROFT_PROFILE=small",
                        "TWICE=first",
                        "TWICE=second");
    }

    @Test
    void ofTwoLinesOneRemains() {
        assertThat(file.with("TWICE", "third").lines()).contains("TWICE=third").hasSize(6);
    }

    @Test
    void aNewNameComesLast() {
        assertThat(file.with("NEW", "x").lines().getLast()).isEqualTo("NEW=x");
    }

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
        Path path = folder.resolve(".env");
        file.write(path);
        assertThat(EnvFile.read(path)).isEqualTo(file);
        assertThat(Files.readString(path)).endsWith("second\n");
    }
}
