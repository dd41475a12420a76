package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// A row of `chat.conversation`.
@MappedEntity(value = "conversation", schema = "chat")
record ConversationRow(@Id int id, String chat, String channel, @Nullable String cursor) {}
