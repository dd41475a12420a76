package croft.site.rules;

import java.util.ArrayList;
import java.util.List;

/// What is wrong in one rule file, in the order of its lines; at most [#MOST], so that a file of
/// nonsense makes no report of a gigabyte.
final class Problems {
    /// More than anybody reads.
    static final int MOST = 500;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void note(int line, int column, String what, String expected) {
        add(line, column, what, expected, Problem.Effect.NOTED);
    }

    void drop(int line, int column, String what, String expected) {
        add(line, column, what, expected, Problem.Effect.DROPPED);
    }

    /// Never left out, however many came before.
    void refuse(int line, int column, String what, String expected) {
        problems.add(new Problem(file, line, column, what, expected, Problem.Effect.REFUSED));
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    private void add(int line, int column, String what, String expected, Problem.Effect effect) {
        if (problems.size() < MOST) {
            problems.add(new Problem(file, line, column, what, expected, effect));
        } else if (problems.size() == MOST) {
            problems.add(
                    new Problem(
                            file,
                            line,
                            column,
                            "more problems follow from here on",
                            "at most " + MOST + " are listed",
                            Problem.Effect.NOTED));
        }
    }
}
