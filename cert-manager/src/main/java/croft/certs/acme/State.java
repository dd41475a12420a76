package croft.certs.acme;

import org.shredzone.acme4j.Status;

/// Where an order, an authorization or a challenge is (RFC 8555 §7.1.6).
public enum State {
    /// Proofs are awaited.
    PENDING,
    /// An order: everything is proved, and the request for the certificate is awaited.
    READY,
    /// The authority is at work.
    PROCESSING,
    /// Done, and good.
    VALID,
    /// Done, and failed.
    INVALID,
    /// An authorization that is of no use any more: it has expired, or was taken back.
    ENDED,
    /// A word that no standard has.
    UNKNOWN;

    static State of(Status status) {
        return switch (status) {
            case PENDING -> PENDING;
            case READY -> READY;
            case PROCESSING -> PROCESSING;
            case VALID -> VALID;
            case INVALID -> INVALID;
            case REVOKED, DEACTIVATED, EXPIRED, CANCELED -> ENDED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
