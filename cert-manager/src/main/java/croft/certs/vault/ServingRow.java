package croft.certs.vault;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/// A row of `certs.serving`, which edges write. Read whole; the database's key is edge, name and
/// variant together.
@MappedEntity(value = "serving", schema = "certs")
record ServingRow(@Id String edge, String name, String variant, String serial, Instant seenAt) {}
