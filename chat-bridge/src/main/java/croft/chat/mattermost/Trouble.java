package croft.chat.mattermost;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a call did not do what it was to do, by what follows for the caller. Its message names the
/// call and what the server said; never a token, and no text of people.
final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int status;
    private final String id;
    private final @Nullable Duration pause;

    Trouble(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, 0, "", message, null, cause);
    }

    Trouble(
            Kind kind,
            int status,
            String id,
            String message,
            @Nullable Duration pause,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.id = id;
        this.pause = pause;
    }

    Kind kind() {
        return kind;
    }

    /// What the server calls it, such as `api.post.create_post.root_id.app_error`; may be empty.
    String id() {
        return id;
    }

    /// How long the server asks to be left alone.
    Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /// Whether the server does not know the token, or no longer.
    boolean isUnauthorized() {
        return status == 401;
    }

    boolean isForbidden() {
        return status == 403;
    }

    boolean isMissing() {
        return status == 404;
    }

    boolean isTooLarge() {
        return status == 413;
    }

    /// What follows.
    enum Kind {
        /// The request did not leave: surely nothing was done.
        UNREACHED,
        /// The server asks to be left alone: surely nothing was done.
        BUSY,
        /// The server refuses it, and would again.
        DENIED,
        /// It may have been done: no answer, half an answer, or one that says nothing of it.
        UNCERTAIN
    }
}
