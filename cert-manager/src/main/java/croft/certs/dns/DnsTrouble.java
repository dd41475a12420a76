package croft.certs.dns;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a record could not be written, deleted or seen. The message says what and where, the remedy
/// what somebody can do about it; neither holds a secret.
public final class DnsTrouble extends Exception {
    private final Kind kind;
    private final String remedy;
    private final @Nullable Duration after;

    DnsTrouble(Kind kind, String message, String remedy) {
        this(kind, message, remedy, null, null);
    }

    DnsTrouble(Kind kind, String message, String remedy, @Nullable Throwable cause) {
        this(kind, message, remedy, null, cause);
    }

    DnsTrouble(
            Kind kind,
            String message,
            String remedy,
            @Nullable Duration after,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.remedy = remedy;
        this.after = after;
    }

    public Kind kind() {
        return kind;
    }

    /// What to do, in plain words.
    public String remedy() {
        return remedy;
    }

    /// Whether trying the same again may help, without anybody changing anything here.
    public boolean again() {
        return kind.again;
    }

    /// How long the provider asks to be left alone, if it says so.
    public Optional<Duration> after() {
        return Optional.ofNullable(after);
    }

    /// What kind of trouble it is.
    public enum Kind {
        /// The provider does not know the credentials, or does not let them do this.
        CREDENTIALS(false),
        /// None of the zones that the credentials see holds the name.
        NO_ZONE(false),
        /// The provider has understood, and does not do it.
        REFUSED(false),
        /// Too many requests, or the provider is out of order.
        BUSY(true),
        /// No connection, or no answer in time.
        UNREACHABLE(true),
        /// An answer that makes no sense.
        UNINTELLIGIBLE(true),
        /// A person is waited for.
        WAITING(true);

        private final boolean again;

        Kind(boolean again) {
            this.again = again;
        }
    }
}
