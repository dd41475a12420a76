package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.account`.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "account", schema = "certs")
record AccountRow(
        @Id UUID id,
        String directory,
        @Nullable String url,
        byte[] sealedKey,
        @io.micronaut.core.annotation.Nullable byte @Nullable [] sealedNextKey,
        Instant createdAt,
        @Nullable Instant retiredAt) {}
