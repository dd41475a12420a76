package croft.site.rules;

import croft.platform.declaration.Shown;
import java.util.HashSet;
import java.util.List;

/// The check on the placeholders of a pattern.
final class Variables {
    private Variables() {}

    /// Whether each name is there once and there are not too many; otherwise it was reported.
    static boolean check(
            RuleLine line, RuleLine.Word word, PathPattern pattern, Problems problems) {
        List<String> names = pattern.names();
        if (names.size() > PatternSyntax.MOST_VARIABLES) {
            problems.drop(
                    line.number(),
                    word.column(),
                    Shown.quoted(word.text()) + " has " + names.size() + " placeholders",
                    "at most " + PatternSyntax.MOST_VARIABLES);
            return false;
        }
        if (new HashSet<>(names).size() < names.size()) {
            problems.drop(
                    line.number(),
                    word.column(),
                    Shown.quoted(word.text()) + " has two stars, or one name twice",
                    "one star, and each :name once");
            return false;
        }
        return true;
    }
}
