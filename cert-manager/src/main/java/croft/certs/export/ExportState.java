package croft.certs.export;

import croft.platform.declaration.CertificateExport;
import java.time.Instant;
import java.util.Optional;

/// How one declared export stands.
///
/// @param written when it last changed, as far as this process knows
/// @param trouble what keeps it from being up to date
public record ExportState(
        CertificateExport export, Optional<Instant> written, Optional<Trouble> trouble) {
    /// Why it is not up to date.
    ///
    /// @param remedy in plain words
    /// @param again when it is tried next
    public record Trouble(String said, String remedy, Instant again) {}
}
