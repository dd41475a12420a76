package croft.certs.vault;

/// Somebody else works on the certificate now: nothing was stored, and nothing more is to be done.
public final class LeaseLost extends RuntimeException {
    public LeaseLost(Lease lease) {
        super("somebody else goes on with " + lease);
    }
}
