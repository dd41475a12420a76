package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.bucket`.
@MappedEntity(value = "bucket", schema = "certs")
record BucketRow(
        @Id UUID id,
        String directory,
        String kind,
        String subject,
        double tokens,
        Instant at,
        @Nullable Instant blockedUntil) {}
