package croft.certs.acme;

/// Text of an authority, made fit for logs, terminals and pages: it is shown and never interpreted,
/// and an authority cannot forge lines, move the cursor or fill a screen with it.
final class CleanText {
    private static final int LONGEST = 400;

    private CleanText() {}

    static String of(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> clean.appendCodePoint(isShown(c) ? c : ' '));
        String trimmed = clean.toString().strip().replaceAll(" {2,}", " ");
        return text.codePointCount(0, text.length()) > LONGEST ? trimmed + "…" : trimmed;
    }

    /// Neither a control nor what changes the order or joins of the characters around it.
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
