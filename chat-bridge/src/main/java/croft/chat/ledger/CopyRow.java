package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/// Where a message is or will be.
@MappedEntity(value = "copy", schema = "chat")
record CopyRow(@Id int conversation, String voice) {}
