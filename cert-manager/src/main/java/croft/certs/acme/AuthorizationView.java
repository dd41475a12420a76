package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where the proof of one name is.
///
/// @param name that of a wildcard is the one behind `*.`
/// @param wildcard whether it is for the wildcard; the plain name then has one of its own
/// @param challenges any of them does
/// @param problem why it failed
public record AuthorizationView(
        URI url,
        CertificateName name,
        boolean wildcard,
        State state,
        List<ChallengeView> challenges,
        Optional<Problem> problem) {
    public AuthorizationView {
        challenges = List.copyOf(challenges);
    }

    /// The way of this type, if it is offered.
    public Optional<ChallengeView> challenge(String type) {
        return challenges.stream().filter(challenge -> challenge.type().equals(type)).findFirst();
    }
}
