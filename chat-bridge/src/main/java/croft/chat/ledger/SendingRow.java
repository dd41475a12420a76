package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/// A delivery that was found by its key.
@MappedEntity(value = "delivery", schema = "chat")
record SendingRow(
        @Id UUID key, int lane, long message, String op, String state, int part, String voice) {}
