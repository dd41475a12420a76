package croft.wiki.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines in which two texts differ, as `diff -u` shows them.
///
/// The shortest way from one to the other is found as Myers has it (An O(ND) Difference Algorithm,
/// 1986), after what is the same at both ends was set aside. Where the texts have too little in
/// common, all in between is shown as replaced: bounded, and no harder to read.
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /// Steps: a bound on time and memory, which grow with its square.
    private static final int MOST_EDITS = 1500;

    private final String[] before;
    private final String[] after;
    private final List<Line> lines = new ArrayList<>();

    private UnifiedDiff(String before, String after) {
        this.before = before.lines().toArray(String[]::new);
        this.after = after.lines().toArray(String[]::new);
    }

    /// What is in the one and not in the other.
    ///
    /// @return empty if no line differs
    static String of(String nameBefore, String before, String nameAfter, String after) {
        UnifiedDiff diff = new UnifiedDiff(before, after);
        diff.compare();
        String hunks = diff.hunks();
        return hunks.isEmpty() ? "" : "--- " + nameBefore + "\n+++ " + nameAfter + "\n" + hunks;
    }

    private void compare() {
        int start = 0;
        while (start < Math.min(before.length, after.length)
                && before[start].equals(after[start])) {
            start++;
        }
        int end = 0;
        while (end < Math.min(before.length, after.length) - start
                && before[before.length - 1 - end].equals(after[after.length - 1 - end])) {
            end++;
        }
        for (int i = 0; i < start; i++) {
            lines.add(new Line(' ', before[i]));
        }
        between(start, before.length - end, after.length - end);
        for (int i = before.length - end; i < before.length; i++) {
            lines.add(new Line(' ', before[i]));
        }
    }

    /// Myers's forward search. `reach` says how far along `before` the furthest path on each
    /// diagonal came, diagonal `k` at `middle + k`; what it was before each round is kept, to walk
    /// back along.
    private void between(int start, int endBefore, int endAfter) {
        int n = endBefore - start;
        int m = endAfter - start;
        int most = Math.min(n + m, MOST_EDITS);
        int middle = most + 1;
        int[] reach = new int[2 * most + 3];
        List<int[]> rounds = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            rounds.add(Arrays.copyOfRange(reach, middle - d - 1, middle + d + 2));
            for (int k = -d; k <= d; k += 2) {
                int x =
                        isDown(reach, middle, k, d)
                                ? reach[middle + k + 1]
                                : reach[middle + k - 1] + 1;
                while (x < n && x - k < m && before[start + x].equals(after[start + x - k])) {
                    x++;
                }
                reach[middle + k] = x;
                if (x >= n && x - k >= m) {
                    walkBack(rounds, start, n, m);
                    return;
                }
            }
        }
        for (int i = start; i < endBefore; i++) {
            lines.add(new Line('-', before[i]));
        }
        for (int i = start; i < endAfter; i++) {
            lines.add(new Line('+', after[i]));
        }
    }

    /// Whether the furthest path to a diagonal comes from the one above, by a line of `after`.
    private static boolean isDown(int[] reach, int middle, int k, int d) {
        return k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
    }

    private void walkBack(List<int[]> rounds, int start, int n, int m) {
        List<Line> backwards = new ArrayList<>();
        int x = n;
        int y = m;
        for (int d = rounds.size() - 1; d > 0; d--) {
            int[] reach = rounds.get(d);
            int middle = d + 1;
            int k = x - y;
            boolean down = isDown(reach, middle, k, d);
            int fromK = down ? k + 1 : k - 1;
            int fromX = reach[middle + fromK];
            int fromY = fromX - fromK;
            for (; x > fromX && y > fromY; x--, y--) {
                backwards.add(new Line(' ', before[start + x - 1]));
            }
            backwards.add(
                    down
                            ? new Line('+', after[start + fromY])
                            : new Line('-', before[start + fromX]));
            x = fromX;
            y = fromY;
        }
        for (; x > 0; x--) {
            backwards.add(new Line(' ', before[start + x - 1]));
        }
        lines.addAll(backwards.reversed());
    }

    private String hunks() {
        StringBuilder text = new StringBuilder();
        int numberBefore = 1;
        int numberAfter = 1;
        int at = 0;
        while (at < lines.size()) {
            int first = nextChange(at);
            if (first == lines.size()) {
                break;
            }
            int from = Math.max(at, first - CONTEXT);
            numberBefore += from - at;
            numberAfter += from - at;
            int to = endOfHunk(first);
            int countBefore = 0;
            int countAfter = 0;
            StringBuilder body = new StringBuilder();
            for (Line line : lines.subList(from, to)) {
                countBefore += line.kind == '+' ? 0 : 1;
                countAfter += line.kind == '-' ? 0 : 1;
                body.append(line.kind).append(line.text).append('\n');
            }
            text.append("@@ -")
                    .append(range(numberBefore, countBefore))
                    .append(" +")
                    .append(range(numberAfter, countAfter))
                    .append(" @@\n")
                    .append(body);
            numberBefore += countBefore;
            numberAfter += countAfter;
            at = to;
        }
        return text.toString();
    }

    private int nextChange(int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).kind == ' ') {
            at++;
        }
        return at;
    }

    /// Behind the last change that is not further from the one before than two contexts.
    private int endOfHunk(int first) {
        int end = first;
        for (int at = first; at < lines.size() && at - end <= 2 * CONTEXT; at++) {
            if (lines.get(at).kind != ' ') {
                end = at + 1;
            }
        }
        return Math.min(lines.size(), end + CONTEXT);
    }

    /// A range of no lines names the line before it.
    private static String range(int number, int count) {
        return (count == 0 ? number - 1 : number) + "," + count;
    }

    private record Line(char kind, String text) {}
}
