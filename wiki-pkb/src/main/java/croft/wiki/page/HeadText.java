package croft.wiki.page;

import java.util.Optional;
import java.util.regex.Pattern;

/// A file's text, cut into its head, which is YAML between two lines of `---`, and its body.
///
/// pkb cuts at the first two `---` wherever they stand, also inside a value; here they have a line
/// to themselves. Everything else is as in pkb: the first fence is the whole first line, and a head
/// that is never closed goes on to the end.
///
/// @param head without the fences, if there is one
/// @param body what is behind
/// @param isClosed whether there was a second fence
record HeadText(Optional<String> head, String body, boolean isClosed) {
    private static final Pattern OPENING = Pattern.compile("\\A---\\r?(?:\\n|\\z)");
    private static final Pattern CLOSING =
            Pattern.compile("^---[ \\t]*+(?:\\r?\\n|\\r?\\z)", Pattern.MULTILINE);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static HeadText of(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        var opening = OPENING.matcher(plain);
        if (!opening.find()) {
            return new HeadText(Optional.empty(), plain, true);
        }
        var closing = CLOSING.matcher(plain);
        if (!closing.find(opening.end())) {
            return new HeadText(Optional.of(plain.substring(opening.end())), "", false);
        }
        return new HeadText(
                Optional.of(plain.substring(opening.end(), closing.start())),
                plain.substring(closing.end()),
                true);
    }
}
