package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that is read by a link, with what it says now.
@MappedEntity(value = "paste", schema = "chat")
record PasteRow(
        @Id UUID key,
        @Nullable String author,
        Instant saidAt,
        @Nullable Instant editedAt,
        String markdown,
        @Nullable String files) {}
