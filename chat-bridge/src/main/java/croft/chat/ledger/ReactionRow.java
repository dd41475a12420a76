package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/// What is asked of a row of `chat.reaction`.
@MappedEntity(value = "reaction", schema = "chat")
record ReactionRow(@Id long id, boolean there, Instant at) {}
