package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// The list of what the double does is about its tests, and its tests are in the list.
class QuirksTest {
    private static final Path LIST = Path.of("../docs/mattermost-double.md");
    private static final Pattern SHOWN = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|$");
    private static final List<Class<?>> TESTS =
            List.of(
                    PostsTest.class,
                    BackfillTest.class,
                    SocketTest.class,
                    AccountsTest.class,
                    FilesTest.class,
                    IntegrationsTest.class);

    @Test
    void eachHasASourceAndATestAndEachTestIsListed() throws Exception {
        List<String> listed = new ArrayList<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("| ") || line.startsWith("| what it does")) {
                continue;
            }
            Matcher shown = SHOWN.matcher(line);
            assertThat(shown.find()).describedAs("a row without a test: %s", line).isTrue();
            assertThat(line.split(" \\| ", -1)).describedAs(line).hasSize(3);
            listed.add(shown.group(1) + "." + shown.group(2));
        }
        List<String> tests = new ArrayList<>();
        for (Class<?> one : TESTS) {
            for (Method method : one.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class)) {
                    tests.add(one.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests);
    }
}
