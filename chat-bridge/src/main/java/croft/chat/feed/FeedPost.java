package croft.chat.feed;

import croft.chat.message.Literal;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// What is posted of a feed, as Markdown. Pure.
final class FeedPost {
    private static final int LONGEST_EXCERPT = 500;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_FOLDED = 20;

    private FeedPost() {}

    /// One entry: its title, whose it is, and how it begins.
    static String of(Entry entry, String feed, URI base) {
        URI from = entry.link().orElse(base);
        String excerpt = Excerpt.of(entry.html(), from, LONGEST_EXCERPT);
        StringBuilder post = new StringBuilder();
        post.append("**").append(heading(entry)).append("**");
        if (!feed.isEmpty()) {
            post.append(" · ").append(Literal.of(feed, LONGEST_TITLE));
        }
        if (!excerpt.isEmpty() && !entry.title().isEmpty()) {
            post.append('\n')
                    .append(
                            excerpt.lines()
                                    .map(line -> "> " + line)
                                    .collect(Collectors.joining("\n")));
        }
        return post.toString();
    }

    /// What does not get a post of its own.
    static String folded(List<Entry> entries, String feed, URI base) {
        String titles =
                entries.stream()
                        .limit(MOST_FOLDED)
                        .map(entry -> "- " + heading(entry))
                        .collect(Collectors.joining("\n"));
        int rest = entries.size() - MOST_FOLDED;
        return "And "
                + entries.size()
                + " more of "
                + (feed.isEmpty() ? Literal.of(base.toString()) : Literal.of(feed, LONGEST_TITLE))
                + ":\n"
                + titles
                + (rest > 0 ? "\n- … and " + rest + " that are not listed" : "");
    }

    private static String heading(Entry entry) {
        String text = entry.title().isEmpty() ? Excerpt.plain(entry.html()) : entry.title();
        String title = text.isEmpty() ? "(without a title)" : Literal.cut(text, LONGEST_TITLE);
        return entry.link()
                .map(link -> Literal.link(title, link.toString()))
                .orElseGet(() -> Literal.of(title));
    }
}
