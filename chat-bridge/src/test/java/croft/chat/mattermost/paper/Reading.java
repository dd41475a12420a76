package croft.chat.mattermost.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads posts as the queries of `sqlstore/post_store.go` do, with all that they leave out.
final class Reading {
    static final int SINCE_LIMIT = 1000;
    private static final Comparator<Post> NEWEST_FIRST =
            Comparator.comparingLong(Post::createdAt).reversed();

    private final Settings settings;
    private final Database database;

    Reading(Settings settings, Database database) {
        this.settings = settings;
        this.database = database;
    }

    /// What changed after a time: 1000 rows at most, and which of them is not said. A database
    /// takes those it finds first; here these are the ones with the smallest ids, which is as good
    /// as any order, and the same each time.
    ///
    /// @param collapsed the trap: without answers and without what was deleted
    Map<String, Object> since(String channel, long time, boolean collapsed) {
        Stream<Post> changed = database.rows(channel).filter(post -> post.updatedAt() > time);
        if (collapsed) {
            return list(
                    changed.filter(post -> !post.deleted() && post.root().isEmpty())
                            .sorted(NEWEST_FIRST)
                            .limit(SINCE_LIMIT)
                            .toList(),
                    List.of());
        }
        List<Post> found =
                changed.sorted(Comparator.comparing(Post::id)).limit(SINCE_LIMIT).toList();
        Set<String> ids = new HashSet<>(found.stream().map(Post::id).toList());
        List<Post> roots =
                found.stream()
                        .map(Post::root)
                        .distinct()
                        .filter(root -> !ids.contains(root))
                        .flatMap(root -> database.post(root).stream())
                        .toList();
        List<Post> all = new ArrayList<>(found);
        roots.stream().filter(root -> root.updatedAt() > time).forEach(all::add);
        all.sort(NEWEST_FIRST);
        return list(all, roots);
    }

    /// What was posted after (or before) a post: not in the same millisecond.
    Map<String, Object> around(
            String channel, String anchor, boolean before, int page, int perPage, boolean deleted) {
        long at = database.post(anchor).map(Post::createdAt).orElse(-1L);
        Comparator<Post> order = before ? NEWEST_FIRST : NEWEST_FIRST.reversed();
        List<Post> found =
                new ArrayList<>(
                        database.rows(channel)
                                .filter(post ->
                                        at >= 0
                                                && (before
                                                        ? post.createdAt() < at
                                                        : post.createdAt() > at))
                                .filter(post -> deleted || !post.deleted())
                                .sorted(order)
                                .skip((long) page * perPage)
                                .limit(perPage)
                                .toList());
        if (!before) {
            found = found.reversed();
        }
        return list(found, threads(found, deleted));
    }

    /// The newest posts.
    Map<String, Object> page(String channel, int page, int perPage, boolean deleted) {
        List<Post> found =
                database.rows(channel)
                        .filter(post -> deleted || !post.deleted())
                        .sorted(NEWEST_FIRST)
                        .skip((long) page * perPage)
                        .limit(perPage)
                        .toList();
        return list(found, threads(found, deleted));
    }

    /// These, deleted ones too.
    List<Post> byIds(List<String> ids) {
        long shownFrom = shownFrom();
        return ids.stream()
                .flatMap(id -> database.post(id).stream())
                .filter(post -> post.createdAt() >= shownFrom)
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /// A post with its thread, which may be asked for by any post of it.
    Map<String, Object> thread(String id) {
        Post post = database.postOf(id);
        String root = post.root().isEmpty() ? post.id() : post.root();
        List<Post> all = new ArrayList<>();
        database.post(root).filter(one -> !one.deleted()).ifPresent(all::add);
        database.answers(root).filter(one -> !one.deleted()).forEach(all::add);
        return list(all, List.of());
    }

    /// Whole threads come with each of their posts, though they are not in the order.
    private List<Post> threads(List<Post> found, boolean deleted) {
        Map<String, Post> extra = new LinkedHashMap<>();
        for (Post post : found) {
            String root = post.root().isEmpty() ? post.id() : post.root();
            Stream.concat(database.post(root).stream(), database.answers(root))
                    .filter(one -> deleted || !one.deleted())
                    .forEach(one -> extra.put(one.id(), one));
        }
        return List.copyOf(extra.values());
    }

    private Map<String, Object> list(List<Post> ordered, List<Post> besides) {
        long shownFrom = shownFrom();
        Map<String, Object> posts = new HashMap<>();
        List<String> order = new ArrayList<>();
        long hidden = 0;
        for (Post post : ordered) {
            if (post.createdAt() >= shownFrom) {
                order.add(post.id());
                posts.put(post.id(), database.view(post));
            } else {
                hidden = Math.max(hidden, post.createdAt());
            }
        }
        for (Post post : besides) {
            if (post.createdAt() >= shownFrom) {
                posts.putIfAbsent(post.id(), database.view(post));
            }
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("order", order);
        list.put("posts", posts);
        list.put("next_post_id", "");
        list.put("prev_post_id", "");
        list.put("has_next", false);
        list.put("first_inaccessible_post_time", hidden);
        return list;
    }

    /// A post, unless the edition hides it.
    Post shown(String id) {
        Post post = database.postOf(id);
        if (post.createdAt() < shownFrom()) {
            throw new Denied(
                    403,
                    "app.post.cloud.get.app_error",
                    "Unable to get the post as it is past the limit of the plan.");
        }
        return post;
    }

    /// The oldest time that is shown: in the Entry edition that of the message that its limit ends
    /// with.
    long shownFrom() {
        if (settings.edition() == Edition.TEAM) {
            return 0;
        }
        return database.rows()
                .filter(post -> post.original().isEmpty())
                .sorted(NEWEST_FIRST)
                .skip(settings.history() - 1)
                .findFirst()
                .map(Post::createdAt)
                .orElse(0L);
    }
}
