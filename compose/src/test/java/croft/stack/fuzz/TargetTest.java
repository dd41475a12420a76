package croft.stack.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The targets by name are those that the tests of all modules have.
class TargetTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern TEST = Pattern.compile("@FuzzTest\\([^)]*\\)\\s+void (\\w+)\\(");
    private static final int MOST_OCTETS = 64 * 1024;

    @Test
    void noneIsForgottenAndNoneIsGone() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME, 14)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("FuzzTest.java")).toList()) {
                String path = HOME.relativize(file).toString().replace('/', '.');
                String type = path.substring(path.indexOf("croft."), path.length() - 5);
                TEST.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> found.add(type + "." + match.group(1)));
            }
        }
        assertThat(found)
                .isEqualTo(
                        Target.ALL.stream()
                                .map(target -> target.type() + "." + target.method())
                                .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(Target.ALL).extracting(Target::name).doesNotHaveDuplicates();
    }

    /// What everybody clones stays small.
    @Test
    void inputsInTheTreeAreFewAndSmall() throws IOException {
        for (Target target : Target.ALL) {
            long octets = 0;
            try (Stream<Path> inputs = Files.list(HOME.resolve(target.inputs()))) {
                for (Path input : inputs.toList()) {
                    octets += Files.size(input);
                }
            }
            assertThat(octets).as(target.name()).isPositive().isLessThan(MOST_OCTETS);
        }
    }
}
