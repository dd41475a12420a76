package croft.stack.figures;

import java.util.List;
import java.util.Locale;

/// Horizontal bars as an SVG that stands for itself: no script, no font to fetch, readable on light
/// and dark pages, and as text by those who do not see it.
///
/// @param unit what the bars measure
/// @param bars from above; the longest takes the whole width
record BarChart(String title, String unit, List<Bar> bars) {
    private static final int WIDTH = 720;
    private static final int NAMES = 104;
    private static final int FIGURES = 196;
    private static final int TOP = 58;
    private static final int STEP = 30;
    private static final int THICKNESS = 18;
    private static final int LEAST = 2;

    /// Colours by purpose, so that one media query changes all.
    private static final String STYLE =
            """
            text{font:14px system-ui,sans-serif;fill:#1f2328}
            .title{font-weight:600;font-size:15px}
            .faint{fill:#59636e;font-size:12px}
            .bar{fill:#9aa4af}
            .ours{fill:#0b7a53}
            @media (prefers-color-scheme:dark){
            text{fill:#e6edf3}.faint{fill:#9da7b1}.bar{fill:#6b7682}.ours{fill:#3fb68b}}
            """;

    public BarChart {
        bars = List.copyOf(bars);
    }

    public String svg() {
        int height = TOP + bars.size() * STEP;
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title description">
                <title id="title">%3$s</title>
                <desc id="description">%4$s</desc>
                <style>
                %5$s</style>
                <text class="title" x="0" y="18">%3$s</text>
                <text class="faint" x="0" y="38">%6$s; shorter is better</text>
                """
                        .formatted(
                                WIDTH,
                                height,
                                escaped(title),
                                escaped(description()),
                                STYLE,
                                escaped(unit)));
        double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            append(svg, bars.get(i), TOP + i * STEP, longest);
        }
        return svg.append("</svg>\n").toString();
    }

    private void append(StringBuilder svg, Bar bar, int y, double longest) {
        double room = WIDTH - NAMES - FIGURES;
        double length = Math.max(LEAST, longest > 0 ? room * bar.value() / longest : 0);
        int baseline = y + THICKNESS - 4;
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <text x="%d" y="%d" text-anchor="end">%s</text>
                        <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>
                        <text x="%.1f" y="%d">%s<tspan class="faint" dx="8">%s</tspan></text>
                        """,
                        NAMES - 10,
                        baseline,
                        escaped(bar.name()),
                        bar.ours() ? "ours" : "bar",
                        NAMES,
                        y,
                        length,
                        THICKNESS,
                        NAMES + length + 8,
                        baseline,
                        escaped(bar.figure()),
                        escaped(bar.remark())));
    }

    private String description() {
        return unit
                + ": "
                + String.join(
                        ", ", bars.stream().map(bar -> bar.name() + " " + bar.figure()).toList());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// One bar.
    ///
    /// @param figure the value as it is shown
    /// @param remark beside it, faint; may be empty
    record Bar(String name, double value, String figure, String remark, boolean ours) {
        public Bar {
            if (!(value >= 0)) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
            }
        }
    }
}
