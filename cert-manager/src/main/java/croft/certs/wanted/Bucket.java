package croft.certs.wanted;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Our copy of one token bucket of an authority, as it is stored.
///
/// @param tokens that were in it at that time; a fraction counts once it is whole
/// @param blockedUntil the authority has said: not before this
public record Bucket(Id id, double tokens, Instant at, Optional<Instant> blockedUntil) {
    /// What a bucket counts.
    public enum Kind {
        /// Accounts that were made; the subject is empty, as they count for this machine's address.
        NEW_ACCOUNT("new-account"),
        /// Orders of an account, whose URL is the subject.
        NEW_ORDER("new-order"),
        /// Certificates with a name under a registered domain, or with an address.
        REGISTERED_DOMAIN("registered-domain"),
        /// Certificates for exactly the same names; the subject is the digest of the set.
        NAME_SET("name-set"),
        /// Authorizations of a name that failed; the subject is the account's URL and the name.
        FAILED_AUTHORIZATION("failed-authorization"),
        /// Whatever an account does: for an authority that says "not before" and not of what. Only
        /// its blocks count. The subject is the account's URL.
        ACCOUNT("account"),
        /// Certificates for the same names, measured by their life. No authority's limit but our
        /// own: whatever goes round in circles stops here. The subject is the digest of the set and
        /// the variant.
        PACE("pace");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As in the tables of the vault.
        public String word() {
            return word;
        }

        /// Reads a word of the tables.
        ///
        /// @throws IllegalArgumentException if it is none
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "kind: " + word + " (expected: new-account, new-order, …)");
        }
    }

    /// Which bucket of a directory it is.
    public record Id(Kind kind, String subject) {}

    /// How many tokens a bucket holds, and how fast it fills.
    ///
    /// @param each one token comes back in this time
    record Limit(int capacity, Duration each) {
        static Limit per(int capacity, Duration time) {
            return new Limit(capacity, time.dividedBy(capacity));
        }

        /// The time in which an empty bucket is full again.
        Duration whole() {
            return each.multipliedBy(capacity);
        }
    }

    static Bucket full(Id id, Limit limit, Instant now) {
        return new Bucket(id, limit.capacity(), now, Optional.empty());
    }

    /// The same bucket now. One from the future was written with a clock that was ahead: it has
    /// refilled nothing, and its block is for a time that nobody meant.
    Bucket at(Instant now, Limit limit) {
        Duration passed = Duration.between(at, now);
        if (passed.isNegative()) {
            return new Bucket(id, tokens, now, Optional.empty());
        }
        double came = (double) passed.toMillis() / limit.each().toMillis();
        return new Bucket(id, Math.min(limit.capacity(), tokens + came), now, blockedUntil);
    }

    /// With one token less. It may owe some: the authority counts what we did before we knew.
    Bucket spend() {
        return new Bucket(id, tokens - 1, at, blockedUntil);
    }

    Bucket blocked(Instant until) {
        return new Bucket(id, tokens, at, Optional.of(until));
    }

    /// When there is a whole token and no block; not after `now`, if there is now.
    Instant nextToken(Limit limit) {
        double missing = Math.max(0, 1 - tokens);
        return at.plusMillis((long) Math.ceil(missing * limit.each().toMillis()));
    }
}
