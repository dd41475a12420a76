package croft.chat.ledger;

import croft.chat.message.Conversation;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a lane stands.
@MappedEntity(value = "lane_head", schema = "chat")
record StandingRow(
        @Id int conversation,
        @Nullable Instant blockedUntil,
        long sent,
        long resent,
        @Nullable Instant sentAt,
        long waiting,
        long dead,
        @Nullable Instant oldest,
        @Nullable Integer attempts,
        @Nullable String trouble) {
    LaneStanding standing(Conversation lane) {
        return new LaneStanding(
                lane,
                waiting,
                Optional.ofNullable(oldest),
                Optional.ofNullable(blockedUntil),
                attempts == null ? 0 : attempts,
                Optional.ofNullable(trouble),
                dead,
                sent,
                resent,
                Optional.ofNullable(sentAt));
    }
}
