package croft.certs.dns;

/// Text from outside as messages show it: quoted, one line, ASCII, cut. What a provider or a
/// program says cannot forge a line of the log or colour a terminal.
final class Quoted {
    private static final int LONGEST = 300;

    private Quoted() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.strip()
                .codePoints()
                .limit(LONGEST)
                .forEach(c -> {
                    switch (c) {
                        case '\n', '\r', '\t' -> shown.append(' ');
                        case '"', '\\' -> shown.append('\\').appendCodePoint(c);
                        default -> {
                            if (c < ' ' || c > '~') {
                                shown.append("\\u{%x}".formatted(c));
                            } else {
                                shown.appendCodePoint(c);
                            }
                        }
                    }
                });
        if (text.strip().codePointCount(0, text.strip().length()) > LONGEST) {
            shown.append("...");
        }
        return shown.append('"').toString();
    }
}
