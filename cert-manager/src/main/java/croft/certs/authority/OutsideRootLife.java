package croft.certs.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// The root is not valid at the time this machine believes it is, so nothing it signs would be.
public final class OutsideRootLife extends RuntimeException {
    OutsideRootLife(X509Certificate root, Instant now) {
        super(
                "the clock says %s, but the local authority is valid from %s to %s (put the clock right; if it is right, the authority was made with a wrong one: delete it from certs.authority and a new one is made)"
                        .formatted(
                                now,
                                root.getNotBefore().toInstant(),
                                root.getNotAfter().toInstant()));
    }
}
