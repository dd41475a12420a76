package croft.chat.message;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One line of a message: what Markdown and IRC's codes are both turned into, and written from.
///
/// @param spans neighbours differ in style, and none is empty
/// @param code whether it is a line of a block of code, in which spaces count
public record StyledLine(List<Span> spans, boolean code) {
    public StyledLine {
        spans = merged(spans);
    }

    /// Its text alone.
    public String plain() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }

    /// This line with all of it in one more style, such as an action's.
    public StyledLine with(Style style) {
        return new StyledLine(
                spans.stream()
                        .map(span -> {
                            Set<Style> styles = EnumSet.of(style);
                            styles.addAll(span.styles());
                            return new Span(span.text(), styles);
                        })
                        .toList(),
                code);
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Set<Style> styles = Set.of();
        for (Span span : spans) {
            if (span.text().isEmpty()) {
                continue;
            }
            if (!span.styles().equals(styles) && !text.isEmpty()) {
                merged.add(new Span(text.toString(), styles));
                text.setLength(0);
            }
            styles = span.styles();
            text.append(span.text());
        }
        if (!text.isEmpty()) {
            merged.add(new Span(text.toString(), styles));
        }
        return List.copyOf(merged);
    }
}
