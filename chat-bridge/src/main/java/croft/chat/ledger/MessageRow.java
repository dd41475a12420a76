package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/// What is asked of a row of `chat.message`: which one it is, and its newest version.
@MappedEntity(value = "message", schema = "chat")
record MessageRow(@Id long id, int version) {}
