package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `chat.ghost`.
@SuppressWarnings("ArrayRecordComponent") // never compared
@MappedEntity(value = "ghost", schema = "chat")
record GhostRow(
        @Id UUID id,
        String chat,
        String originChat,
        String person,
        String account,
        String username,
        String name,
        @Nullable String picture,
        byte[] sealedToken) {}
