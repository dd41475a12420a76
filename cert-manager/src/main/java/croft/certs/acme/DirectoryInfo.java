package croft.certs.acme;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What an authority says it offers and wants (RFC 8555 §7.1.1).
///
/// @param profiles kinds of certificate, each with a description or the address of one
/// @param termsOfService what a new account agrees to
/// @param externalAccountRequired whether it lets only bound accounts in; some do and do not say so
/// @param caaIdentities how CAA records name it
/// @param hasRenewalInformation whether it says when to renew (RFC 9773)
public record DirectoryInfo(
        Map<String, String> profiles,
        Optional<URI> termsOfService,
        boolean externalAccountRequired,
        List<String> caaIdentities,
        boolean hasRenewalInformation) {
    public DirectoryInfo {
        SequencedMap<String, String> copy = new LinkedHashMap<>(profiles);
        profiles = Collections.unmodifiableSequencedMap(copy);
        caaIdentities = List.copyOf(caaIdentities);
    }
}
