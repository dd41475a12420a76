package croft.wiki.graph;

import croft.wiki.graph.Neighbourhood.Link;
import croft.wiki.graph.Neighbourhood.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The pages around a page as a picture: an arc diagram, drawn on the server.
///
/// Titles stand below each other like a list, and arcs at their side show who links to whom. Titles
/// never cover each other or a line, however many there are; at the width of a phone they are as
/// large as on a desk; and each is a link with room for a finger. A cloud of dots has none of that.
/// Those next to the page come first; those behind one of them stand under it, set in.
///
/// Colours are `currentColor`, so links look like links in both colour schemes. It is the same
/// picture each time.
public final class LocalGraph {
    private static final int WIDTH = 320;

    /// WCAG 2.2, 2.5.8: targets of at least 24 by 24 pixels.
    private static final int ROW = 26;

    private static final int INDENT = 16;
    private static final int WIDEST_ARC = 76;

    /// Where so many lines meet, each is drawn thinner.
    private static final int MANY_LINES = 16;

    /// Titles are cut where they would leave the picture. A font is not at hand here: most letters
    /// are about half as wide as they are high, those of Chinese and Japanese as wide.
    private static final int FONT = 14;

    private static final double LETTER = FONT * 0.56;

    private final Neighbourhood around;
    private final List<Integer> rows = new ArrayList<>();

    /// Where the dots stand; arcs are at their left, titles at their right.
    private final int dots;

    private LocalGraph(Neighbourhood around) {
        this.around = around;
        arrange();
        dots =
                10
                        + (int)
                                Math.ceil(
                                        around.links().stream()
                                                .mapToDouble(this::width)
                                                .max()
                                                .orElse(0));
    }

    /// The picture, for the inside of an HTML page.
    ///
    /// @return empty if there is nothing around the page
    public static Optional<String> svg(Neighbourhood around) {
        return around.places().size() < 2
                ? Optional.empty()
                : Optional.of(new LocalGraph(around).draw());
    }

    /// Puts what is two links away under the first through which it is reached.
    private void arrange() {
        List<Place> places = around.places();
        Map<Integer, List<Integer>> behind = new HashMap<>();
        for (int place = 0; place < places.size(); place++) {
            if (places.get(place).distance() == 2) {
                behind.computeIfAbsent(through(place), _ -> new ArrayList<>()).add(place);
            }
        }
        for (int place = 0; place < places.size(); place++) {
            if (places.get(place).distance() < 2) {
                add(place);
                behind.getOrDefault(place, List.of()).forEach(this::add);
            }
        }
    }

    private void add(int place) {
        rows.add(place);
    }

    private int row(int place) {
        return rows.indexOf(place);
    }

    private int through(int place) {
        return around.links().stream()
                .filter(link -> link.to() == place || link.from() == place)
                .map(link -> link.from() == place ? link.to() : link.from())
                .filter(other -> around.places().get(other).distance() == 1)
                .min(Comparator.naturalOrder())
                .orElse(0);
    }

    private String draw() {
        int height = (rows.size() + (around.more() > 0 ? 1 : 0)) * ROW;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg class=\"graph\" xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-size=\"%d\">"
                        .formatted(
                                escaped("Pages around " + around.places().getFirst().title()),
                                WIDTH,
                                height,
                                WIDTH,
                                height,
                                FONT));
        svg.append("<g aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\">");
        around.links().stream()
                .sorted(Comparator.comparing(this::isOfMiddle))
                .forEach(link -> arc(svg, link));
        svg.append("</g>");
        rows.forEach(place -> title(svg, place));
        if (around.more() > 0) {
            svg.append(
                    "<text class=\"more\" x=\"%d\" y=\"%d\" fill=\"currentColor\">and %d more</text>"
                            .formatted(dots + 12, baseline(rows.size()), around.more()));
        }
        return svg.append("</svg>").toString();
    }

    private boolean isOfMiddle(Link link) {
        return link.from() == 0 || link.to() == 0;
    }

    private void arc(StringBuilder svg, Link link) {
        int from = Math.min(row(link.from()), row(link.to()));
        int to = Math.max(row(link.from()), row(link.to()));
        boolean isStrong = isOfMiddle(link) && around.links().size() < MANY_LINES;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%1$d %2$dA%3$.1f %4$.1f 0 0 0 %1$d %5$d\" stroke-width=\"%6$s\" stroke-opacity=\"%7$s\"/>",
                        dots,
                        middle(from),
                        width(link),
                        (middle(to) - middle(from)) / 2.0,
                        middle(to),
                        isStrong ? "1.6" : "1",
                        isStrong ? ".75" : ".5"));
    }

    /// How far an arc reaches out: the further, the more rows it passes.
    private double width(Link link) {
        int span = Math.abs(row(link.from()) - row(link.to()));
        double share = span / (double) Math.max(rows.size() - 1, 1);
        return Math.min(WIDEST_ARC, 10 + span * 5) * Math.max(Math.sqrt(share), 0.3);
    }

    private void title(StringBuilder svg, int index) {
        Place place = around.places().get(index);
        int row = row(index);
        int indent = place.distance() == 2 ? INDENT : 0;
        if (index == 0) {
            svg.append("<g aria-current=\"page\" font-weight=\"bold\">");
        } else {
            svg.append("<a href=\"%s\">".formatted(escaped(place.address().text())));
        }
        svg.append("<title>%s</title>".formatted(escaped(place.title())));
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" pointer-events=\"all\"/>"
                        .formatted(dots - 12, row * ROW, WIDTH - dots + 12, ROW));
        svg.append(
                place.distance() == 2
                        ? "<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>"
                                .formatted(dots, middle(row))
                        : "<circle cx=\"%d\" cy=\"%d\" r=\"%s\" fill=\"currentColor\"/>"
                                .formatted(dots, middle(row), index == 0 ? "6" : "4.5"));
        svg.append(
                "<text x=\"%d\" y=\"%d\" fill=\"currentColor\">%s</text>"
                        .formatted(
                                dots + 12 + indent,
                                baseline(row),
                                escaped(cut(place.title(), WIDTH - dots - 24 - indent))));
        svg.append(index == 0 ? "</g>" : "</a>");
    }

    private static int middle(int row) {
        return row * ROW + ROW / 2;
    }

    private static int baseline(int row) {
        return middle(row) + 5;
    }

    private static String cut(String title, int width) {
        double used = 0;
        int end = 0;
        while (end < title.length()) {
            int c = title.codePointAt(end);
            used += isWide(c) ? FONT : LETTER;
            if (used > width) {
                return title.substring(0, end).strip() + "…";
            }
            end += Character.charCount(c);
        }
        return title;
    }

    private static boolean isWide(int c) {
        return c > 0xFFFF
                || Character.isIdeographic(c)
                || (c >= 0x1100 && c < 0xFFE7 && isEastAsian(c));
    }

    private static boolean isEastAsian(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default ->
                    Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS.equals(
                            Character.UnicodeBlock.of(c));
        };
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
                    }
                });
        return safe.toString();
    }
}
