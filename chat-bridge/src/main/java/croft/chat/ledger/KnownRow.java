package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that was found by its id, or that of its copy.
@MappedEntity(value = "message", schema = "chat")
record KnownRow(
        @Id long id,
        boolean original,
        @Nullable Integer origin,
        int part,
        @Nullable Instant deletedAt,
        @Nullable Long root) {
    Known known(Conversations conversations) {
        return new Known(
                new MessageId(id),
                original,
                Optional.ofNullable(origin).map(conversations::name),
                part,
                deletedAt != null,
                Optional.ofNullable(root).map(MessageId::new));
    }
}
