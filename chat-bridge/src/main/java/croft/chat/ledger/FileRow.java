package croft.chat.ledger;

import croft.chat.message.Attachment;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/// A row of `chat.file`.
@MappedEntity(value = "file", schema = "chat")
record FileRow(@Id String id, String name, String mediaType, long octets) {
    Attachment attachment() {
        return new Attachment(id, name, mediaType, octets);
    }
}
