package croft.chat.mattermost;

import croft.chat.message.Author;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The people of a server, as they are called now.
///
/// Virtual threads.
final class People {
    private static final int MOST = 2_000;

    /// The server tells new names and pictures of those whom this account shares a team with; for
    /// the rest this is soon enough.
    private static final Duration FRESH = Duration.ofMinutes(30);

    private static final String PICTURE = "picture/";

    private final Home home;
    private final InstantSource time;
    private final Map<String, Met> met =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Met> eldest) {
                    return size() > MOST;
                }
            };

    People(Home home, InstantSource time) {
        this.home = home;
        this.time = time;
    }

    /// Who has this account. One that the server does not tell of is called by its id.
    Optional<User> user(String id) throws Trouble, InterruptedException {
        Instant now = time.instant();
        synchronized (met) {
            Met known = met.get(id);
            if (known != null && known.at().plus(FRESH).isAfter(now)) {
                return known.user();
            }
        }
        Optional<User> user;
        try {
            user = Optional.of(home.client().user(id));
        } catch (Trouble e) {
            if (e.kind() != Trouble.Kind.DENIED || e.isUnauthorized()) {
                throw e;
            }
            user = Optional.empty();
        }
        synchronized (met) {
            met.put(id, new Met(user, now));
        }
        return user;
    }

    Author author(String id) throws Trouble, InterruptedException {
        return user(id).map(user ->
                        new Author(
                                id,
                                user.shown(home.edition().nameDisplay()),
                                Optional.of(PICTURE + id + "/" + user.pictureAt())))
                .orElseGet(() -> new Author(id, "somebody", Optional.empty()));
    }

    /// The account whose picture it is, where the id of an attachment is that of a picture.
    static Optional<String> pictured(String attachment) {
        if (!attachment.startsWith(PICTURE)) {
            return Optional.empty();
        }
        int end = attachment.indexOf('/', PICTURE.length());
        return end < 0
                ? Optional.empty()
                : Optional.of(attachment.substring(PICTURE.length(), end));
    }

    /// Asks for this account anew when it is needed.
    void forget(String id) {
        synchronized (met) {
            met.remove(id);
        }
    }

    /// An account as it was at a time.
    private record Met(Optional<User> user, Instant at) {}
}
