package croft.certs.vault;

import croft.platform.secret.CannotOpen;

/// What the vault holds does not open with this `vault-key`. Nothing is issued or replaced until it
/// does: the right key makes everything good again, new certificates would not.
public final class Locked extends RuntimeException {
    Locked(CannotOpen cause) {
        super(cause.getMessage(), cause);
    }
}
