package croft.certs.issuance;

import croft.certs.vault.Version;
import croft.certs.wanted.Tries;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.MailAddress;
import java.util.Optional;

/// A certificate to get.
///
/// @param held its newest version, as it was when this was decided
/// @param tries that failed in a row
/// @param policy what croft.yml says of all certificates
public record Task(
        Wanted wanted,
        Optional<Version> held,
        Optional<Tries> tries,
        CertificatePolicy policy,
        Optional<MailAddress> contact) {}
