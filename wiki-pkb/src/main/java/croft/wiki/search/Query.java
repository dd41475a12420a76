package croft.wiki.search;

import croft.wiki.page.Tag;
import java.util.Optional;

/// What somebody looks for. Any text is a query: quotes keep words together, a minus excludes, `or`
/// gives a choice, and the last word may be half a word.
///
/// @param text as typed; more than [#MOST_CHARACTERS] are cut off
/// @param tag what all pages are to have, or one below it
/// @param page of the results, from 1
public record Query(String text, Optional<Tag> tag, int page) {
    public static final int MOST_CHARACTERS = 200;

    /// Nobody turns further.
    public static final int MOST_PAGES = 30;

    public Query {
        text = cleaned(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
        page = Math.clamp(page, 1, MOST_PAGES);
    }

    /// The first page of results from all pages.
    public static Query of(String text) {
        return new Query(text, Optional.empty(), 1);
    }

    /// Without what no text holds and no database stores: control characters, halves of pairs.
    private static String cleaned(String typed) {
        StringBuilder cleaned = new StringBuilder(typed.length());
        typed.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? ' ' : c)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    /// Whether there is nothing to look for.
    public boolean isBlank() {
        return text.isBlank() && tag.isEmpty();
    }
}
