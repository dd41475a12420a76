package croft.chat.mattermost;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// How far a channel was read. Times are milliseconds by the server's clock.
///
/// @param at of the last change that was read
/// @param begun of the newest post when the channel was read first: what was there then is history,
///   and is not brought
/// @param anchor a post before which nothing can be missing; empty where the channel had none
/// @param anchorAt when that was made
record Cursor(long at, long begun, String anchor, long anchorAt) {
    /// Changes may become visible this much later than their time says: the server takes the time
    /// before it writes.
    static final long OVERLAP = 5_000;

    private static final String VERSION = "1";

    /// Of a channel that is read for the first time.
    static Cursor begin(Post.Page newest) {
        return newest.oldestFirst().stream()
                .max(Comparator.comparingLong(Post::createAt))
                .map(post ->
                        new Cursor(post.createAt(), post.createAt(), post.id(), post.createAt()))
                .orElse(new Cursor(0, 0, "", 0));
    }

    /// @throws IllegalArgumentException if the text is none of [#text]
    static Cursor of(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != 5 || !fields[0].equals(VERSION)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: a position in a channel of Mattermost)");
        }
        return new Cursor(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                fields[3],
                Long.parseLong(fields[4]));
    }

    String text() {
        return String.join(
                " ",
                VERSION,
                Long.toString(at),
                Long.toString(begun),
                anchor,
                Long.toString(anchorAt));
    }

    /// What to ask the server for: changes after this time.
    long since() {
        return Math.max(0, at - OVERLAP);
    }

    /// Whether something of this time may not have been seen yet.
    boolean isNew(long time) {
        return time > since() && time > begun;
    }

    /// The same, or as far as this where that is further.
    Cursor notBefore(long time) {
        return new Cursor(Math.max(at, time), begun, anchor, anchorAt);
    }

    /// After these rows were read, and all others that changed before them.
    Cursor advanced(Collection<Post> rows) {
        long furthest = at;
        for (Post row : rows) {
            furthest = Math.max(furthest, row.updateAt());
        }
        // As old as the overlap: posts that are visible late must come after the anchor too.
        long settled = furthest - OVERLAP;
        Optional<Post> next =
                rows.stream()
                        .filter(row -> row.original().isEmpty() && !row.isDeleted())
                        .filter(row -> row.createAt() <= settled && row.createAt() > anchorAt)
                        .max(Comparator.comparingLong(Post::createAt));
        return new Cursor(
                furthest,
                begun,
                next.map(Post::id).orElse(anchor),
                next.map(Post::createAt).orElse(anchorAt));
    }
}
