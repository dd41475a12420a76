package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice that is not there yet.
@MappedEntity(value = "message", schema = "chat")
record WaitingRow(@Id String notice, @Nullable String markdown, Instant heardAt) {}
