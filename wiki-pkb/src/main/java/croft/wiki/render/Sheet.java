package croft.wiki.render;

/// What HTML is written on. It ends: a few characters of Markdown can make many of HTML, and a page
/// of this length is of no use to anybody.
final class Sheet implements Appendable {
    /// In characters.
    private static final int LONGEST = 64 * 1024 * 1024;

    private final StringBuilder text = new StringBuilder(4096);

    /// Says that no more fits.
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super("the page has more than " + LONGEST + " characters of HTML", null, false, false);
        }
    }

    @Override
    public Sheet append(CharSequence more) {
        return append(more, 0, more.length());
    }

    @Override
    public Sheet append(CharSequence more, int start, int end) {
        if (text.length() + (end - start) > LONGEST) {
            throw new Full();
        }
        text.append(more, start, end);
        return this;
    }

    @Override
    public Sheet append(char more) {
        text.append(more);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
