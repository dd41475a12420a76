package croft.edge.exchange;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What authorities are answered that look for a proof over HTTP (RFC 8555 §8.3), wherever it comes
/// from.
@FunctionalInterface
public interface KeyAuthorizations {
    /// Nobody has anything to prove.
    KeyAuthorizations NONE = _ -> CompletableFuture.completedFuture(Optional.empty());

    /// The key authorization of a token; empty if nothing is to be proved with it. Never fails.
    /// Called on event loops, and so returns at once.
    CompletableFuture<Optional<String>> find(String token);
}
