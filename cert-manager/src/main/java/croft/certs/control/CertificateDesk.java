package croft.certs.control;

import croft.certs.vault.Issued;
import croft.certs.wanted.NameSet;
import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;

/// Where the operator's orders are carried out. Called on virtual threads, several at a time; what
/// takes longer than a few seconds is begun, not awaited.
///
/// A database that is away may make any of these throw: the caller says so and nothing is half
/// done.
public interface CertificateDesk {
    /// How every wanted certificate stands, in the order of the declaration, a main one before its
    /// RSA variant. Never throws: without the database it tells what was last known, and the
    /// problem.
    Overview overview();

    /// Has a certificate renewed now, in all its variants, though it is not due.
    Outcome renew(NameSet names);

    /// Has the newest version revoked by who issued it, in all its variants, and another one
    /// issued.
    Outcome revoke(NameSet names, RevocationReason reason);

    /// Gives accounts a new key.
    ///
    /// @param directory of the authority; empty: every account in use
    Outcome rollAccounts(Optional<URI> directory);

    /// Stores a certificate that another program got as the newest version of what is wanted,
    /// unless what is held is as good. It was checked: its key belongs to it, it covers the names,
    /// and it has not ended. It waits for its renewal like any other.
    ///
    /// @param names a wanted set
    /// @param directory of the authority that issued it, where it is known
    Outcome keep(NameSet names, Issued issued, Optional<URI> directory);

    /// Stores an account that another program registered, unless there is one for this directory.
    ///
    /// @param url of the account, where it is known; else the authority is asked by the key
    Outcome keepAccount(URI directory, Optional<URI> url, KeyPair key);

    /// The newest version of a certificate with its key, to be exported.
    ///
    /// @param rsa the RSA variant instead of the main one
    Optional<Issued> newest(NameSet names, boolean rsa);
}
