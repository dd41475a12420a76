package croft.certs.acme;

import java.net.URI;

/// One of the ways to prove a name.
///
/// @param url what [AcmeAccount#answer] takes
/// @param type as the standards name it, such as `dns-01`
public record ChallengeView(URI url, String type, State state, Proof proof) {}
