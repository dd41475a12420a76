package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.dns_change`.
@MappedEntity(value = "dns_change", schema = "certs")
record DnsChangeRow(
        @Id UUID id,
        @Nullable UUID issuance,
        String provider,
        String owner,
        String value,
        @Nullable String zone,
        @Nullable String record,
        String state,
        Instant at) {}
