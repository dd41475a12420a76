package croft.certs.vault;

import java.util.Optional;
import java.util.UUID;

/// A record that we wrote into a zone, or were about to.
///
/// @param provider who holds the zone, as croft.yml describes it
/// @param owner where the record is, aliases followed
/// @param zone once it is known
/// @param record the provider's id for it, once it is known and if it has any
public record DnsChange(
        UUID id,
        String provider,
        String owner,
        String value,
        Optional<String> zone,
        Optional<String> record) {}
