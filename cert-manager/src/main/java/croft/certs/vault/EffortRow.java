package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.effort`.
@MappedEntity(value = "effort", schema = "certs")
record EffortRow(
        @Id UUID id,
        UUID certificate,
        String variant,
        long lease,
        int attempts,
        @Nullable Instant failedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String kind,
        @Nullable String trouble,
        @Nullable String remedy,
        @Nullable String terms,
        @Nullable String alarm,
        @Nullable Instant askedAt) {}
