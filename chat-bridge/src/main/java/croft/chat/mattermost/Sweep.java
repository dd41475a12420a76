package croft.chat.mattermost;

import croft.chat.relay.Intake.NotTaken;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what happened in a channel since a cursor, all of it, oldest first; the server's calls do
/// not make that easy (`store/sqlstore/post_store.go`):
///
/// - `since` returns at most 1000 rows and cuts before it orders. 1000 rows are therefore any 1000,
///   and there is no call for the rest of them.
/// - `after` and `before` compare creation times strictly, and so pass over posts of the anchor's
///   own millisecond; they do not tell deleted posts.
/// - posts are also had by their ids, deleted ones too.
///
/// Fewer than 1000 rows are complete, and that is the usual case. If there are more, new posts are
/// read by `after`, each page beginning before the last millisecond of the one before it. Then
/// posts that are known are asked for by their ids, the newest [#MOST_KNOWN]: what else has changed
/// concerns nobody. What happened until then has been read now, and `since` is asked again from
/// there. What may stay unseen is a change of a post with more than [#MOST_KNOWN] known ones after
/// it, in an outage with more than a thousand changes; and that only where the server does not read
/// along its index by time.
///
/// New posts are given to `taking` in the order in which they were made.
final class Sweep {
    /// What the server answers `since` with at most, and how many ids it takes at once.
    static final int MOST_ROWS = 1000;

    /// How many posts are asked for by their ids.
    static final int MOST_KNOWN = 10_000;

    private final Rows rows;
    private final Knowing known;
    private final Taking taking;
    private final Cursor from;

    private Sweep(Rows rows, Knowing known, Taking taking, Cursor from) {
        this.rows = rows;
        this.known = known;
        this.taking = taking;
        this.from = from;
    }

    /// Reads on from `from`.
    static void run(Rows rows, Knowing known, Taking taking, Cursor from)
            throws Trouble, InterruptedException, NotTaken {
        new Sweep(rows, known, taking, from).run();
    }

    private void run() throws Trouble, InterruptedException, NotTaken {
        Walk walk = new Walk();
        long since = from.since();
        Post.Page page = rows.changedSince(since);
        while (page.size() >= MOST_ROWS) {
            takeOld(page);
            walk.forward();
            askForKnown();
            since = next(since, Math.max(last(page), walk.newest));
            page = rows.changedSince(since);
        }
        List<Post> rest = page.oldestFirst();
        taking.take(inOrder(rest), Optional.of(from.advanced(rest).notBefore(since)));
    }

    /// From where to ask again: some time before what was read, as what happened may be visible
    /// late; but on, in any case.
    private static long next(long since, long read) {
        return read - Cursor.OVERLAP > since
                ? read - Cursor.OVERLAP
                : Math.max(since + 1, read - 1);
    }

    /// Reads known posts as they are now.
    private void askForKnown() throws Trouble, InterruptedException, NotTaken {
        List<String> ids = known.newest(MOST_KNOWN);
        for (int i = 0; i < ids.size(); i += MOST_ROWS) {
            List<Post> posts = rows.byIds(ids.subList(i, Math.min(ids.size(), i + MOST_ROWS)));
            taking.take(
                    inOrder(posts.stream().filter(post -> from.isNew(post.updateAt())).toList()),
                    Optional.empty());
        }
    }

    /// Of any thousand changes, those of posts that were there before: they have no turn to wait
    /// for.
    private void takeOld(Post.Page page) throws Trouble, InterruptedException, NotTaken {
        taking.take(
                inOrder(
                        page.oldestFirst().stream()
                                .filter(post -> post.createAt() <= from.anchorAt())
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
        /// When the last post was made that the walk came to.
        private long newest = from.anchorAt();

        /// The post that it goes on from.
        private String anchor = from.anchor();

        /// Goes on to the newest post that there is.
        void forward() throws Trouble, InterruptedException, NotTaken {
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
            String behind = "";
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
                    behind = after.get().id();
                    number = 0;
                } else if (behind.isEmpty()) {
                    behind = page.getFirst().id();
                } else {
                    number++;
                }
                page = rows.before(behind, number, Client.PAGE).oldestFirst();
            }
            List<String> ids =
                    found.entrySet().stream()
                            .sorted(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .toList();
            for (int i = 0; i < ids.size(); i += Client.PAGE) {
                take(rows.byIds(ids.subList(i, Math.min(ids.size(), i + Client.PAGE))));
            }
            if (!ids.isEmpty()) {
                anchor = ids.getLast();
            }
        }

        private void take(List<Post> page) throws Trouble, InterruptedException, NotTaken {
            taking.take(inOrder(page), Optional.empty());
            newest = page.stream().mapToLong(Post::createAt).reduce(newest, Math::max);
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

        /// Those of them that there are, deleted ones too.
        ///
        /// @param ids [#MOST_ROWS] at most
        List<Post> byIds(List<String> ids) throws Trouble, InterruptedException;
    }

    /// The posts of a channel that somebody knows of: messages that were taken, and copies.
    @FunctionalInterface
    interface Knowing {
        /// Their ids, the newest first.
        List<String> newest(int most) throws NotTaken;
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
