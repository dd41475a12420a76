package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        Instant storedAt,
        String variant,
        @Nullable String directory,
        @Nullable String method,
        @Nullable String profile,
        @Nullable Instant ariStart,
        @Nullable Instant ariEnd,
        @Nullable Instant ariChoice,
        @Nullable String ariExplanation,
        @Nullable Instant ariNextCheck,
        @Nullable Instant servedAt,
        @Nullable Instant revokedAt) {}
