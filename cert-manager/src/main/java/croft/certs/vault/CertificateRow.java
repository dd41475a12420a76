package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `certs.certificate`.
@MappedEntity(value = "certificate", schema = "certs")
record CertificateRow(
        @Id UUID id,
        String nameSet,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> names,
        @Nullable Instant withdrawnAt,
        @Nullable Instant rehearsedAt) {}
