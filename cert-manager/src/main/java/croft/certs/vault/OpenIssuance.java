package croft.certs.vault;

import croft.certs.wanted.Variant;
import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An order under way, as far as it is stored.
///
/// @param account that orders
/// @param rehearsal whether its certificate is thrown away
/// @param replaces the version whose place it takes, if the authority is to be told
/// @param order its URL, from [State#ORDERED] on
/// @param key of the certificate, from [State#FINALIZING] on
/// @param lookAt before when it is of no use to look
public record OpenIssuance(
        UUID id,
        UUID certificate,
        Variant variant,
        UUID account,
        URI directory,
        boolean rehearsal,
        Optional<String> profile,
        Optional<UUID> replaces,
        Optional<URI> order,
        Optional<KeyPair> key,
        State state,
        Instant lookAt,
        Instant beganAt) {
    /// What is stored of it.
    public enum State {
        /// Nothing was asked of the authority, or its answer was lost.
        BEGUN("begun"),
        /// The order's URL.
        ORDERED("ordered"),
        /// That every name is proved.
        PROVEN("proven"),
        /// The certificate's key, so a chain that comes can be used.
        FINALIZING("finalizing");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /// As in `certs.issuance`.
        String word() {
            return word;
        }

        static State of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("state: " + word + " (expected: an open one)");
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "issuance " + id + " (" + state.word + ")";
    }
}
