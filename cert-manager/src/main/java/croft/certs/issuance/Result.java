package croft.certs.issuance;

import croft.certs.vault.Trouble;
import java.time.Instant;
import java.util.Optional;

/// What came of a try.
public sealed interface Result {
    /// The certificate is in the vault.
    record Stored(String serial) implements Result {}

    /// Somebody else works on it, or was faster.
    record Elsewhere() implements Result {}

    /// The authority is at work; there is nothing to do before.
    record Later(Instant at) implements Result {}

    /// It failed.
    ///
    /// @param again when the next try may be; empty: when something else is declared, or somebody
    ///   asks
    record Failed(Trouble trouble, Optional<Instant> again) implements Result {}
}
