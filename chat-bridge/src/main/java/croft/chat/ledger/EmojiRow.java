package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// Somebody's emoji.
@MappedEntity(value = "reaction", schema = "chat")
record EmojiRow(
        @Id String authorId, String authorName, @Nullable String authorPicture, String name) {}
