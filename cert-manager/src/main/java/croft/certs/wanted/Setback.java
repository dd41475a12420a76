package croft.certs.wanted;

/// What kind of trouble ended a try, as far as it matters for the next one.
public enum Setback {
    /// Asking again is enough: a nonce, an order that was not ready, an account or an order that
    /// the authority forgot, a predecessor that was replaced already.
    ASK_AGAIN,
    /// It may be over by itself: an authority that is busy or cannot be reached, a provider's API
    /// that fails.
    PASSING,
    /// The authority looked at the proof and did not find it: a record that is not there yet, a
    /// port that it cannot reach. Each such try counts against a limit.
    NOT_PROVEN,
    /// The authority said: not before a certain time.
    LIMITED,
    /// Another try fails as this one did: the name is refused, CAA forbids it, the account is
    /// paused or has to agree to something, there is no such profile.
    REFUSED
}
