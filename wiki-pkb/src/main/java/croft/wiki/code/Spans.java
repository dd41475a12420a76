package croft.wiki.code;

/// Text with its inks as HTML, as short as it can be: neighbours of one ink share a span, with the
/// space between them.
final class Spans {
    private final StringBuilder html;
    private Ink open = Ink.PLAIN;
    private final StringBuilder space = new StringBuilder();

    Spans(int length) {
        html = new StringBuilder(length + length / 2);
    }

    void add(Ink ink, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (text.isBlank()) {
            space.append(text);
            return;
        }
        if (ink != open) {
            close();
            flushSpace();
            if (ink != Ink.PLAIN) {
                html.append("<span class=\"").append(ink.styleClass()).append("\">");
            }
            open = ink;
        } else {
            flushSpace();
        }
        escape(text);
    }

    String html() {
        close();
        flushSpace();
        return html.toString();
    }

    private void close() {
        if (open != Ink.PLAIN) {
            html.append("</span>");
            open = Ink.PLAIN;
        }
    }

    private void flushSpace() {
        html.append(space);
        space.setLength(0);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
    }
}
