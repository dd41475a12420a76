package croft.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/chat-faults.md` names a test for each fault: they are all there.
class FaultsPageTest {
    private static final Path PAGE = Path.of("../docs/chat-faults.md");
    private static final Pattern TEST =
            Pattern.compile("`((?:[a-z0-9]+\\.)*[A-Z]\\w*Test)\\.(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws Exception {
        List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
        assertThat(named).hasSizeGreaterThan(25);
        for (MatchResult each : named) {
            Class<?> test =
                    Class.forName(
                            "croft.chat." + each.group(1),
                            false,
                            FaultsPageTest.class.getClassLoader());
            assertThat(Arrays.stream(test.getDeclaredMethods()))
                    .as(each.group())
                    .anyMatch(method -> method.getName().equals(each.group(2)));
        }
    }

    /// Every line of the table says how it is known, or why it is not.
    @Test
    void everyFaultHasATestOrAReason() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| fault"))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(15);
        assertThat(rows).allMatch(row -> TEST.matcher(row).find() || row.contains("no test:"));
    }
}
