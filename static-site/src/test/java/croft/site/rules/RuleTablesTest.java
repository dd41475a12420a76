package croft.site.rules;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the two dialects make of rule files, as tables. How a case is written is said at [Script].
class RuleTablesTest {
    private static final List<String> TABLES =
            List.of(
                    "redirects.rules",
                    "lines.rules",
                    "attacks.rules",
                    "headers.rules",
                    "closed.rules");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void followsTheTable(Script script) throws IOException {
        script.play();
    }

    static Stream<Script> cases() {
        return TABLES.stream().flatMap(table -> Script.read(table).stream());
    }
}
