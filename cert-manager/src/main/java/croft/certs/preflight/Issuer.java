package croft.certs.preflight;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Who would issue a certificate, as CAA records see it.
///
/// @param name as in croft.yml
/// @param domains what it calls itself in CAA records: `caaIdentities` of its directory, such as
///   `letsencrypt.org`; may be empty
/// @param account URL of our account there, once there is one
public record Issuer(String name, List<String> domains, Optional<URI> account) {
    public Issuer {
        domains = List.copyOf(domains);
    }
}
