package croft.certs.wanted;

import java.time.Duration;
import java.time.Instant;

/// A certificate that the vault holds, by its newest version.
///
/// @param serial lower-case hex
/// @param issuer who signed it
/// @param withdrawn whether no site wants it any more; it can come back
/// @param readable whether its key opens; an altered one does not
public record Held(
        NameSet names,
        String serial,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        boolean withdrawn,
        boolean readable) {
    /// When it is due: with a third of its life left. The Let's Encrypt integration guide says so
    /// for authorities without renewal information, and it leaves ten days of thirty for somebody
    /// to notice that renewal fails.
    public Instant renewAt() {
        return notAfter.minus(Duration.between(notBefore, notAfter).dividedBy(3));
    }
}
