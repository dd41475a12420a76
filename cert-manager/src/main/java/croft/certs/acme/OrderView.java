package croft.certs.acme;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where an order is.
///
/// @param url what finds it again, from any process that has the account's key
/// @param expires when an order that is not finished is dropped
/// @param problem why it failed
/// @param lookAgain before when it is of no use to look, where the authority has said so
/// @param authorizations one for each name, from [AcmeAccount#look]; only while the order is
///   pending, and when it has failed
public record OrderView(
        URI url,
        State state,
        Optional<Instant> expires,
        Optional<Problem> problem,
        Optional<Instant> lookAgain,
        List<AuthorizationView> authorizations) {
    public OrderView {
        authorizations = List.copyOf(authorizations);
    }
}
