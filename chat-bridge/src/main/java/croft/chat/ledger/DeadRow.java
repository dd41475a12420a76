package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dead letter.
@MappedEntity(value = "delivery", schema = "chat")
record DeadRow(
        @Id UUID key,
        int lane,
        String op,
        @Nullable Integer originId,
        @Nullable String originExtId,
        @Nullable String authorName,
        Instant heardAt,
        @Nullable String trouble,
        int attempts,
        Instant endedAt) {}
