package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The TXT record that proves a name for as long as it stays (draft-ietf-acme-dns-persist-01): it
/// names the authority and the account that may get certificates. Both are ours to say, the issuer
/// from the declaration and the account from what is stored: whatever a challenge suggests is not
/// copied, for who controls the challenge would else control the name.
///
/// @param owner where it is, without the dot at the end
/// @param value exactly this: authorities compare it as it stands
public record PersistRecord(String owner, String value) {
    private static final String LABEL = "_validation-persist.";

    /// A wildcard's record is at the name behind `*.`, and proves that one too.
    ///
    /// @param issuer how the authority is named, such as `letsencrypt.org`
    /// @param account [AcmeAccount#url]
    /// @param until when it ends to prove; never if empty
    public static PersistRecord of(
            CertificateName.Dns name, String issuer, URI account, Optional<Instant> until) {
        return new PersistRecord(
                LABEL + name.proved(),
                issuer.toLowerCase(Locale.ROOT)
                        + "; accounturi="
                        + account
                        + (name.isWildcard() ? "; policy=wildcard" : "")
                        + until.map(end -> "; persistUntil=" + end.getEpochSecond()).orElse(""));
    }
}
