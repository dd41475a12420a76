package croft.chat.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came late to a lane.
@MappedEntity(value = "lane_head", schema = "chat")
record OutageRow(
        @Id int conversation, @Nullable Instant lateFrom, @Nullable Instant lateTo, int late) {
    Optional<Outage> outage() {
        return lateFrom == null || lateTo == null
                ? Optional.empty()
                : Optional.of(new Outage(lateFrom, lateTo, late));
    }
}
