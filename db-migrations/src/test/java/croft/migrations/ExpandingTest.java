package croft.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A migration only adds: the services of the version before go on working with the new schema,
/// while they are replaced and if they have to come back (`docs/guides/upgrading.md`). What nobody
/// uses any more is dropped by a version after the one that stopped using it; a script that does so
/// says `-- contract: VERSION`, the first version that did without it.
///
/// PreviousReleaseIT runs the services of another version on this schema.
class ExpandingTest {
    /// What can take something from a statement that worked before. An index is nobody's but the
    /// planner's.
    private static final List<Pattern> TAKING =
            List.of(
                    Pattern.compile(
                            "\\bdrop\\s+(table|column|view|materialized|schema|function|type|domain|sequence|role|default|not\\s+null|owned)\\b"),
                    Pattern.compile("\\brename\\b"),
                    Pattern.compile("\\balter\\s+column\\s+\\S+\\s+(set\\s+data\\s+)?type\\b"),
                    Pattern.compile("\\bset\\s+not\\s+null\\b"),
                    Pattern.compile("\\brevoke\\b(?!.*\\bfrom\\s+public\\b)"),
                    Pattern.compile("\\bset\\s+schema\\b"),
                    Pattern.compile(
                            "\\badd\\s+column\\b(?=.*\\bnot\\s+null\\b)(?!.*\\bdefault\\b)"),
                    Pattern.compile("\\b(truncate|delete\\s+from)\\b"));

    private static final Pattern CONTRACT = Pattern.compile("(?m)^-- contract: \\d+\\.\\d+\\.\\d+");

    static List<String> scripts() {
        return Scripts.NAMES;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aMigrationTakesNothingAway(String script) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/" + script), script)) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(taken(sql)).as(script).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table site.release drop column note",
                "alter table site.release rename to releases",
                "alter table site.release alter column note type int",
                "alter table site.release alter column note set data type int",
                "alter table site.release alter column note set not null",
                "alter table site.release add column more int not null",
                "revoke select on site.release from site",
                "drop table\n  site.release"
            })
    void whatWouldTakeSomethingIsFound(String sql) {
        assertThat(taken(sql + ";\n")).hasSize(1);
        assertThat(taken("-- contract: 0.3.0\n" + sql + ";\n")).isEmpty();
    }

    @Test
    void whatAddsIsLeftAlone() {
        assertThat(
                        taken(
                                """
                                -- drop table in words
                                alter table site.release add column more int;
                                alter table site.release add column most int not null default 0;
                                create function f() returns int language sql as $$ delete from x $$;
                                drop index site.newest;
                                revoke all on function f() from public;
                                """))
                .isEmpty();
    }

    private static List<String> taken(String sql) {
        List<String> found = new ArrayList<>();
        if (CONTRACT.matcher(sql).find()) {
            return found;
        }
        String statements =
                sql.replaceAll("--[^\n]*", "")
                        .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
                        .toLowerCase(Locale.ROOT);
        for (String statement : statements.split(";", -1)) {
            String line = statement.strip().replaceAll("\\s+", " ");
            for (Pattern pattern : TAKING) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    found.add(matcher.group() + " in: " + line);
                }
            }
        }
        return found;
    }
}
