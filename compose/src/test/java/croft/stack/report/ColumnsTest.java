package croft.stack.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Rows of text under one another.
class ColumnsTest {
    @Test
    void areAsWideAsTheirLongestCellAndIgnoreColours() {
        var columns =
                new Columns("  ")
                        .row("a", "\u001b[31mred\u001b[0m", "x")
                        .row("abc", "longer", "y")
                        .row("z");

        assertThat(columns.lines())
                .containsExactly(
                        "  a     \u001b[31mred\u001b[0m      x", "  abc   longer   y", "  z");
    }
}
