package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/attacks.md` names a test for each attack: they are all there.
class AttacksPageTest {
    private static final Path PAGE = Path.of("../docs/attacks.md");
    private static final Pattern TEST =
            Pattern.compile("`((?:[a-z0-9]+\\.)*[A-Z]\\w*Test)\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("`(smuggling|injection|desync): ([^`]+)`");

    @Test
    void everyTestThatIsNamedExists() throws Exception {
        List<MatchResult> named = found(TEST);
        assertThat(named).hasSizeGreaterThan(50);
        for (MatchResult each : named) {
            Class<?> test =
                    Class.forName(
                            "croft.edge." + each.group(1),
                            false,
                            AttacksPageTest.class.getClassLoader());
            assertThat(Arrays.stream(test.getDeclaredMethods()))
                    .as(each.group())
                    .anyMatch(method -> method.getName().equals(each.group(2)));
        }
    }

    @Test
    void everyRowThatIsNamedExists() throws IOException {
        List<MatchResult> named = found(ROW);
        assertThat(named).hasSizeGreaterThan(10);
        for (MatchResult each : named) {
            assertThat(RawCase.read(each.group(1) + ".cases"))
                    .extracting(RawCase::name)
                    .contains(each.group(2));
        }
    }

    /// Every line of a table says how it is known.
    @Test
    void everyAttackHasATest() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| attack"))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(rows).allMatch(row -> TEST.matcher(row).find() || ROW.matcher(row).find());
    }

    private static List<MatchResult> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE)).results().toList();
    }
}
