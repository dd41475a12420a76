package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.challenge_answer`.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "challenge_answer", schema = "certs")
record AnswerRow(
        @Id UUID id,
        UUID issuance,
        String kind,
        String name,
        @Nullable String token,
        @Nullable String keyAuthorization,
        @Nullable String certificatePem,
        @io.micronaut.core.annotation.Nullable byte @Nullable [] sealedKey,
        Instant expiresAt) {}
