package croft.certs.vault;

import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;
import java.util.UUID;

/// An account of ours at an authority.
///
/// @param directory of the authority
/// @param url empty until the authority has told it
/// @param nextKey of a rollover that was begun: which of the two keys the authority knows is to be
///   found out
public record Account(
        UUID id, URI directory, Optional<URI> url, KeyPair key, Optional<KeyPair> nextKey) {
    /// Without the keys.
    @Override
    public String toString() {
        return url.map(URI::toString).orElse("an account at " + directory);
    }
}
