package croft.chat.mattermost;

import croft.chat.relay.Intake.NotTaken;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what happened in a channel since a cursor, all of it, oldest first; the server's calls do
/// not make that easy (`store/sqlstore/post_store.go`):
///
/// - `since` returns at most 1000 rows and cuts before it orders. 1000 rows are therefore any 1000,
///   and there is no call for the rest of them.
/// - `after` and `before` compare creation times strictly, and so pass over posts of the anchor's
///   own millisecond; they do not tell deleted posts.
///
/// Fewer than 1000 rows are complete, and that is the usual case. If there are more, posts are read
/// by `after`, each page beginning before the last millisecond of the one before it; then changes
/// of older posts: of the thousand posts before the cursor by looking at them, of others by `since`
/// from the last change seen to the next thousand. That finds all where the server reads along its
/// index by time, as PostgreSQL does. Where it is seen not to, it is asked for slices of the time
/// besides. What stays unseen then is a change of a post that is older than a thousand others, in
/// an outage with more than a thousand changes.
///
/// Posts are given to `taking` in the order in which they were made.
final class Sweep {
    /// What the server answers `since` with at most.
    static final int MOST_ROWS = 1000;

    private static final int SLICES = 10;
    private static final int PAGES_BACK = 5;

    private final Rows rows;
    private final Taking taking;
    private final Cursor from;

    private Sweep(Rows rows, Taking taking, Cursor from) {
        this.rows = rows;
        this.taking = taking;
        this.from = from;
    }

    /// Reads on from `from`.
    static void run(Rows rows, Taking taking, Cursor from)
            throws Trouble, InterruptedException, NotTaken {
        new Sweep(rows, taking, from).run();
    }

    private void run() throws Trouble, InterruptedException, NotTaken {
        Post.Page first = rows.changedSince(from.since());
        if (first.size() < MOST_ROWS) {
            List<Post> all = first.oldestFirst();
            taking.take(inOrder(all), Optional.of(from.advanced(all)));
            return;
        }
        Walk walk = new Walk(first);
        walk.forward();
        lookBack();
        changes(first, walk);
    }

    /// Changes of posts that were there before.
    private void lookBack() throws Trouble, InterruptedException, NotTaken {
        if (from.anchor().isEmpty()) {
            return;
        }
        for (int number = 0; number < PAGES_BACK; number++) {
            List<Post> page = rows.before(from.anchor(), number, Client.PAGE).oldestFirst();
            taking.take(
                    inOrder(page.stream().filter(post -> from.isNew(post.updateAt())).toList()),
                    Optional.empty());
            if (page.size() < Client.PAGE) {
                return;
            }
        }
    }

    private void changes(Post.Page first, Walk walk)
            throws Trouble, InterruptedException, NotTaken {
        Post.Page page = first;
        long since = from.since();
        while (page.size() >= MOST_ROWS) {
            takeWalked(page, walk);
            // from before the last millisecond, of which there may be more; but on, in any case
            since = Math.max(since + 1, last(page) - 1);
            page = rows.changedSince(since);
        }
        if (!walk.alongTheIndex) {
            long width = Math.max(1, (since - from.since()) / SLICES);
            for (long slice = from.since() + width; slice < since; slice += width) {
                takeWalked(rows.changedSince(slice), walk);
            }
        }
        List<Post> rest = page.oldestFirst();
        taking.take(inOrder(rest), Optional.of(from.advanced(rest).notBefore(since)));
    }

    /// Rows that may have gaps between them: posts that were made after the walk have to wait for
    /// their turn.
    private void takeWalked(Post.Page page, Walk walk)
            throws Trouble, InterruptedException, NotTaken {
        taking.take(
                inOrder(
                        page.oldestFirst().stream()
                                .filter(post -> post.createAt() <= walk.newest)
                                .toList()),
                Optional.empty());
    }

    private static long last(Post.Page page) {
        return page.oldestFirst().stream().mapToLong(Post::updateAt).max().orElse(0);
    }

    /// The server keeps earlier versions of edited posts as rows of their own, which `since` tells
    /// as deleted posts.
    private static List<Post> inOrder(List<Post> posts) {
        return posts.stream()
                .filter(post -> post.original().isEmpty())
                .sorted(Comparator.comparingLong(Post::createAt))
                .toList();
    }

    /// Posts one after another, by when they were made.
    private final class Walk {
        private final Set<String> first;
        private final long lastOfFirst;

        /// When the last post was made that the walk came to.
        private long newest = from.anchorAt();

        /// Whether the first thousand rows may be those that changed first.
        private boolean alongTheIndex = true;

        Walk(Post.Page first) {
            this.first = new HashSet<>(first.order());
            this.lastOfFirst = last(first);
        }

        void forward() throws Trouble, InterruptedException, NotTaken {
            String anchor = from.anchor();
            // an anchor that retention has removed has nothing after it
            if (anchor.isEmpty() || rows.after(anchor, 0, 1).size() == 0) {
                fromTheEnd();
                return;
            }
            int number = 0;
            while (true) {
                List<Post> page = rows.after(anchor, number, Client.PAGE).oldestFirst();
                take(page);
                if (page.size() < Client.PAGE) {
                    return;
                }
                long last = page.stream().mapToLong(Post::createAt).max().orElse(0);
                Optional<Post> before =
                        page.stream()
                                .filter(post -> post.createAt() < last)
                                .max(Comparator.comparingLong(Post::createAt));
                if (before.isPresent()) {
                    anchor = before.get().id();
                    number = 0;
                } else {
                    // all of one millisecond
                    number++;
                }
            }
        }

        /// Where there is no post to begin at: ids from the newest to the oldest, then posts by id.
        private void fromTheEnd() throws Trouble, InterruptedException, NotTaken {
            long oldestWanted = Math.max(from.begun(), from.since());
            Map<String, Long> found = new LinkedHashMap<>();
            List<Post> page = rows.newest(Client.PAGE).oldestFirst();
            String anchor = "";
            int number = 0;
            while (true) {
                for (Post post : page.reversed()) {
                    if (post.createAt() > oldestWanted) {
                        found.putIfAbsent(post.id(), post.createAt());
                    }
                }
                long oldest = page.stream().mapToLong(Post::createAt).min().orElse(0);
                if (page.size() < Client.PAGE || oldest <= oldestWanted) {
                    break;
                }
                Optional<Post> after =
                        page.stream()
                                .filter(post -> post.createAt() > oldest)
                                .min(Comparator.comparingLong(Post::createAt));
                if (after.isPresent()) {
                    anchor = after.get().id();
                    number = 0;
                } else if (anchor.isEmpty()) {
                    anchor = page.getFirst().id();
                } else {
                    number++;
                }
                page = rows.before(anchor, number, Client.PAGE).oldestFirst();
            }
            List<String> ids =
                    found.entrySet().stream()
                            .sorted(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .toList();
            for (int i = 0; i < ids.size(); i += Client.PAGE) {
                take(rows.byIds(ids.subList(i, Math.min(ids.size(), i + Client.PAGE))));
            }
        }

        private void take(List<Post> page) throws Trouble, InterruptedException, NotTaken {
            taking.take(inOrder(page), Optional.empty());
            for (Post post : page) {
                newest = Math.max(newest, post.createAt());
                boolean unchanged = post.updateAt() == post.createAt();
                if (unchanged
                        && post.updateAt() > from.since()
                        && post.updateAt() < lastOfFirst
                        && !first.contains(post.id())) {
                    alongTheIndex = false;
                }
            }
        }
    }

    /// A channel's posts, as its server tells them.
    interface Rows {
        /// What changed later than this, in any order; if it is [#MOST_ROWS] or more, then any.
        Post.Page changedSince(long millis) throws Trouble, InterruptedException;

        /// Posts of later milliseconds than the anchor's, from the oldest.
        Post.Page after(String anchor, int number, int size) throws Trouble, InterruptedException;

        /// Posts of earlier milliseconds than the anchor's, from the newest.
        Post.Page before(String anchor, int number, int size) throws Trouble, InterruptedException;

        Post.Page newest(int size) throws Trouble, InterruptedException;

        List<Post> byIds(List<String> ids) throws Trouble, InterruptedException;
    }

    /// Takes what was read.
    interface Taking {
        /// Returns when these are taken.
        ///
        /// @param posts as they are now, in the order in which they were made
        /// @param read how far the channel was read with these; empty while there are gaps
        void take(List<Post> posts, Optional<Cursor> read)
                throws Trouble, InterruptedException, NotTaken;
    }
}
