package croft.certs.acme;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// When an authority wants a certificate to be renewed (RFC 9773 §4.2). A window that has passed
/// wholly means now: the certificate is about to be revoked, or is.
///
/// @param explanation a page for people, where the window is unusual
/// @param askAgain when the window may have moved
public record RenewalWindow(
        Instant start, Instant end, Optional<URI> explanation, Instant askAgain) {
    public RenewalWindow {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException(
                    "window: ends at " + end + " (expected: not before its start, " + start + ")");
        }
    }
}
