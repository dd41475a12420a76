package croft.edge.tls;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The certificates that prove names to authorities (RFC 8737), wherever they come from.
@FunctionalInterface
public interface ChallengeCertificates {
    /// Nobody has anything to prove.
    ChallengeCertificates NONE = _ -> CompletableFuture.completedFuture(Optional.empty());

    /// What proves a name now; never fails. Called on event loops, and so returns at once.
    ///
    /// @param name as the authority asks for it, in lower case: for an address, that of its reverse
    ///   mapping (RFC 8738 §6)
    CompletionStage<Optional<Presented>> find(String name);
}
