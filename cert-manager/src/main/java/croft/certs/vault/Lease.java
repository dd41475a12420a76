package croft.certs.vault;

import croft.certs.wanted.Variant;
import java.util.UUID;

/// The right to work on one certificate. It ends with [#close], with the process, and with the
/// connection to the database, and from then on the steps of whoever had it are not stored.
public final class Lease implements AutoCloseable {
    final UUID certificate;
    final Variant variant;
    final long number;
    private final Leases leases;

    Lease(Leases leases, UUID certificate, Variant variant, long number) {
        this.leases = leases;
        this.certificate = certificate;
        this.variant = variant;
        this.number = number;
    }

    @Override
    public void close() {
        leases.release(this);
    }

    /// Which certificate, and which lease of it.
    @Override
    public String toString() {
        return certificate + " " + variant.word() + ", lease " + number;
    }
}
