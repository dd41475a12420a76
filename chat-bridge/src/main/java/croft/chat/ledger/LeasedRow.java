package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery that was handed out, and all that it takes to send it.
@MappedEntity(value = "delivery", schema = "chat")
record LeasedRow(
        @Id long seq,
        int lease,
        UUID key,
        String op,
        String voice,
        String state,
        int version,
        int part,
        int attempts,
        @Nullable Instant triedAt,
        long message,
        @Nullable Integer originId,
        @Nullable String originExtId,
        @Nullable String authorId,
        @Nullable String authorName,
        @Nullable String authorPicture,
        Instant saidAt,
        Instant heardAt,
        @Nullable Instant deletedAt,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> via,
        int newest,
        boolean quiet,
        @Nullable String markdown,
        @Nullable Integer files,
        int sentVersion,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> copies,
        @Nullable String rootId,
        @Nullable Integer reactionIn,
        @Nullable String reactorId,
        @Nullable String reactorName,
        @Nullable String reactorPicture,
        @Nullable String emoji,
        boolean byAuthor,
        boolean byAnyone,
        boolean have) {}
