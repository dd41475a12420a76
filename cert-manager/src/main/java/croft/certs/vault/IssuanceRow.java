package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.issuance`.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "issuance", schema = "certs")
record IssuanceRow(
        @Id UUID id,
        UUID certificate,
        String variant,
        UUID account,
        String directory,
        boolean rehearsal,
        @Nullable String profile,
        @Nullable UUID replaces,
        @Nullable String orderUrl,
        @io.micronaut.core.annotation.Nullable byte @Nullable [] sealedKey,
        String state,
        Instant lookAt,
        Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable String trouble) {}
