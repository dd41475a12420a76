package croft.stack.figures;

import croft.stack.report.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of cells under a head; columns that are empty throughout are left out.
///
/// @param head one cell a column; the first column is text, the others are figures
public record Table(List<String> head, List<List<String>> rows) {
    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(
                        row + " (expected: " + head.size() + " cells, " + head + ")");
            }
        }
    }

    /// For a terminal.
    public List<String> text(String indent) {
        var columns = new Columns(indent);
        int[] widths = widths();
        columns.row(padded(head, widths));
        rows.forEach(row -> columns.row(padded(row, widths)));
        return columns.lines();
    }

    /// For a page.
    public String markdown() {
        int[] widths = widths();
        var text = new StringBuilder();
        text.append(line(padded(head, widths)));
        String[] rule = padded(head, widths);
        for (int i = 0; i < rule.length; i++) {
            rule[i] = i == 0 ? "---" : "--:";
        }
        text.append(line(rule));
        rows.forEach(row -> text.append(line(padded(row, widths))));
        return text.toString();
    }

    private static String line(String[] cells) {
        return Arrays.stream(cells)
                        .map(String::strip)
                        .map(cell -> cell.replace("|", "\\|"))
                        .reduce("|", (line, cell) -> line + " " + cell + " |")
                + "\n";
    }

    /// The width of each column that is used, -1 for the others.
    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int longest = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
            widths[i] = longest == 0 && i > 0 ? -1 : Math.max(longest, length(head.get(i)));
        }
        return widths;
    }

    private static String[] padded(List<String> row, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] >= 0) {
                String cell = row.get(i);
                cells.add(
                        i == 0 || isText(cell)
                                ? cell
                                : " ".repeat(widths[i] - length(cell)) + cell);
            }
        }
        return cells.toArray(String[]::new);
    }

    /// Sentences begin at the left.
    private static boolean isText(String cell) {
        return cell.length() > 24;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
