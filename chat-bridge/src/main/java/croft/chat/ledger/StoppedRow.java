package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/// A row of `chat.stopped_link`.
@MappedEntity(value = "stopped_link", schema = "chat")
record StoppedRow(@Id String link, String why, Instant at) {}
