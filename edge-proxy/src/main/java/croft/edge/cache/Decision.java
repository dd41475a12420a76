package croft.edge.cache;

import java.time.Duration;
import java.util.Optional;

/// What to do with a request, and why.
///
/// @param <C> what is stored
public sealed interface Decision<C extends Candidate> {
    /// Answer from the store.
    ///
    /// @param age to be sent as `Age`, at most 2^31 s (RFC 9111 §1.2.2)
    /// @param ttl lifetime left; negative if stale
    /// @param refresh whether it is stale and to be validated in the background (RFC 5861 §3)
    record Serve<C extends Candidate>(
            C candidate, Delivery delivery, Duration age, Duration ttl, boolean refresh)
            implements Decision<C> {}

    /// Ask the backend for it, for the store; one such request at a time for each key.
    ///
    /// @param standIn what may answer if the backend fails; to be asked again then with
    ///   [Reuse#standIn]
    record Fetch<C extends Candidate>(Ask<C> ask, ForwardReason reason, Optional<C> standIn)
            implements Decision<C> {}

    /// Send it on past the store: neither answered from it nor kept.
    ///
    /// @param detail for `Cache-Status` and for people, such as `cookie sid`
    record Pass<C extends Candidate>(ForwardReason reason, String detail) implements Decision<C> {}

    /// 504: the client wanted a stored response or none (`only-if-cached`, RFC 9111 §5.2.1.7).
    record Unavailable<C extends Candidate>() implements Decision<C> {}

    /// What to ask the backend for.
    ///
    /// @param <C> what is stored
    sealed interface Ask<C extends Candidate> {
        /// All of it.
        record Everything<C extends Candidate>() implements Ask<C> {}

        /// Whether it is still what we have; all of it if not (RFC 9111 §4.3).
        record Validation<C extends Candidate>(C candidate) implements Ask<C> {}

        /// The client's own range.
        record OneRange<C extends Candidate>() implements Ask<C> {}

        /// What is missing behind a stored part (RFC 9111 §3.4).
        ///
        /// @param first octet missing
        /// @param last octet missing, inclusive
        record Rest<C extends Candidate>(C candidate, long first, long last) implements Ask<C> {}
    }
}
