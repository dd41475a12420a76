package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A row of `certs.authority`.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "authority", schema = "certs")
record AuthorityRow(
        @Id UUID id,
        String kind,
        String certificatePem,
        byte[] sealedKey,
        Instant notBefore,
        Instant notAfter) {}
