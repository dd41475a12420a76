package croft.certs.wanted;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known beside the declaration.
///
/// @param tried what failed lately, at most one for a certificate
/// @param asked what somebody wants renewed now, whatever the rules say
/// @param localIssuer who signs for the local authority now
/// @param fallback the directory of the authority that is asked when the declared one fails
/// @param tick what is due so soon is due now: the shortest time until the next look
public record Known(
        List<Held> held,
        List<Tries> tried,
        Set<Wanted.Id> asked,
        String localIssuer,
        Optional<URI> fallback,
        Duration tick) {
    public Known {
        held = List.copyOf(held);
        tried = List.copyOf(tried);
        asked = Set.copyOf(asked);
    }
}
