package croft.stack.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of text under one another, each column as wide as its longest cell.
public final class Columns {
    private static final String GAP = "   ";
    private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

    private final String indent;
    private final List<List<String>> rows = new ArrayList<>();

    public Columns(String indent) {
        this.indent = indent;
    }

    public Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /// The rows as lines, without spaces at their ends.
    public List<String> lines() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], visibleLength(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder(indent);
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(i == 0 ? "" : GAP).append(cell);
            line.repeat(' ', widths[i] - visibleLength(cell));
        }
        return line.toString().stripTrailing();
    }

    private static int visibleLength(String cell) {
        String visible = STYLE.matcher(cell).replaceAll("");
        return visible.codePointCount(0, visible.length());
    }
}
