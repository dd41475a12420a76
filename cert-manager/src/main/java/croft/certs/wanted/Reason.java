package croft.certs.wanted;

import croft.platform.declaration.CertificateKey;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Why a certificate is issued.
public sealed interface Reason {
    /// There is none.
    record Missing() implements Reason {
        @Override
        public String toString() {
            return "there is none yet";
        }
    }

    /// So little of its life is left that it is time.
    record NearItsEnd(Instant notAfter) implements Reason {
        @Override
        public String toString() {
            return "it ends " + notAfter;
        }
    }

    /// The authority wants it renewed (RFC 9773).
    record AskedByAuthority(Instant choice, Optional<URI> explanation) implements Reason {
        @Override
        public String toString() {
            return "its authority asks for it" + explanation.map(page -> ": " + page).orElse("");
        }
    }

    /// Somebody wants it.
    record Requested() implements Reason {
        @Override
        public String toString() {
            return "somebody asked for it";
        }
    }

    /// It was revoked.
    record Revoked(Instant at) implements Reason {
        @Override
        public String toString() {
            return "it was revoked " + at;
        }
    }

    /// It begins in the future: the clock was ahead when it was issued, or is behind now.
    record NotYetValid(Instant notBefore) implements Reason {
        @Override
        public String toString() {
            return "it begins only " + notBefore;
        }
    }

    /// The local authority has a new root, so clients will not trust what the old one signed.
    record OtherIssuer(String issuer) implements Reason {
        @Override
        public String toString() {
            return "it is signed by " + issuer;
        }
    }

    /// Another authority is declared.
    ///
    /// @param directory where it is from; empty: from the local authority
    record OtherAuthority(Optional<URI> directory) implements Reason {
        @Override
        public String toString() {
            return "it is from "
                    + directory.map(URI::toString).orElse("the local authority")
                    + ", and another authority is declared";
        }
    }

    /// Another kind of key is declared.
    record OtherKey(CertificateKey key) implements Reason {
        @Override
        public String toString() {
            return "its key is " + key.word() + ", and another kind is declared";
        }
    }

    /// Another profile is declared.
    record OtherProfile(Optional<String> profile) implements Reason {
        @Override
        public String toString() {
            return "its profile is "
                    + profile.orElse("the authority's usual one")
                    + ", and another is declared";
        }
    }

    /// Its stored key was altered and does not open.
    record Unreadable() implements Reason {
        @Override
        public String toString() {
            return "its stored key does not open";
        }
    }
}
