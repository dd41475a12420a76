package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The `pending_post_id`s of the last half minute. They are in the process's memory alone: a
/// restarted server knows none.
final class PendingPosts {
    static final long KEPT_MILLIS = 30_000;
    private static final int MOST = 25_000;

    private final Settings settings;
    private final Map<String, Seen> seen =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                    return size() > MOST;
                }
            };

    PendingPosts(Settings settings) {
        this.settings = settings;
    }

    /// The post that was made for this id; empty if the caller is the first and is to make it.
    ///
    /// @throws Denied if somebody is just making it
    synchronized Optional<String> begin(String pending) {
        Seen before = seen.get(pending);
        if (before == null || before.until <= settings.now()) {
            seen.put(pending, new Seen("", settings.now() + KEPT_MILLIS));
            return Optional.empty();
        }
        if (before.post.isEmpty()) {
            throw new Denied(
                    500,
                    "api.post.deduplicate_create_post.pending",
                    "Rejected post since another client is making the same request.");
        }
        return Optional.of(before.post);
    }

    synchronized void made(String pending, String post) {
        seen.put(pending, new Seen(post, settings.now() + KEPT_MILLIS));
    }

    synchronized void failed(String pending) {
        seen.remove(pending);
    }

    synchronized void clear() {
        seen.clear();
    }

    private record Seen(String post, long until) {}
}
