package croft.certs.control;

import croft.certs.export.ExportState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How all certificates stand.
///
/// @param at when it was looked
/// @param problem what keeps this service from working at all, such as a database that is away
record Overview(
        Instant at,
        Optional<String> problem,
        List<CertificateEntry> certificates,
        List<ExportState> exports) {
    public Overview {
        certificates = List.copyOf(certificates);
        exports = List.copyOf(exports);
    }
}
