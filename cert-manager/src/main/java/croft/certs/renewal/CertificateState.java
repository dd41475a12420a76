package croft.certs.renewal;

import croft.certs.vault.Effort;
import croft.certs.vault.Version;
import croft.certs.wanted.Alarm;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.Verdict;
import croft.certs.wanted.Wanted;
import java.util.Optional;

/// How one wanted certificate stands.
///
/// @param version what is in use, if anything is
/// @param effort what was tried
/// @param error why there is none, or no new one
/// @param verdict what is to be done about it
/// @param alarm how loud to be
public record CertificateState(
        Wanted wanted,
        Optional<Version> version,
        Optional<Effort> effort,
        Optional<String> error,
        Verdict verdict,
        Alarm alarm) {
    public NameSet names() {
        return wanted.names();
    }

    /// What is in use, if anything is.
    public Optional<Held> held() {
        return version.map(Version::held);
    }
}
