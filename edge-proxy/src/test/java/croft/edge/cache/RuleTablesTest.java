package croft.edge.cache;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules as tables, one case for each clause: to be read with RFC 9111 beside it. How a case is
/// written is said at [Script].
class RuleTablesTest {
    private static final List<String> TABLES =
            List.of(
                    "storing.rules",
                    "freshness.rules",
                    "reuse.rules",
                    "stale.rules",
                    "vary.rules",
                    "conditions.rules",
                    "ranges.rules",
                    "freshening.rules",
                    "invalidation.rules",
                    "shared.rules",
                    "policy.rules",
                    "attacks.rules");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void followsTheRule(Script script) {
        script.play();
    }

    static Stream<Script> cases() {
        return TABLES.stream().flatMap(table -> Script.read(table).stream());
    }
}
