package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// A row of `certs.version`, without its number, which the database draws.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "version", schema = "certs")
record VersionRow(
        @Id UUID id,
        UUID certificate,
        String serial,
        String issuer,
        String chainPem,
        byte[] sealedKey,
        Instant notBefore,
        Instant notAfter,
        Instant storedAt) {}
