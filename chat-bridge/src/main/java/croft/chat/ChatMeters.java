package croft.chat;

import croft.chat.ledger.LaneStanding;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.relay.Network;
import croft.chat.relay.Standing;
import croft.platform.service.ServiceEnvironment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `/metrics` has of chats, by channel. Read anew a few times a minute.
@Context
@Requires(beans = ServiceEnvironment.class)
final class ChatMeters {
    private final CarriedChats chats;
    private final Ledger ledger;
    private final InstantSource clock;
    private final MultiGauge up;
    private final MultiGauge waiting;
    private final MultiGauge lag;
    private final MultiGauge dead;
    private final MultiGauge sent;
    private final MultiGauge resent;

    ChatMeters(CarriedChats chats, Ledger ledger, InstantSource clock, MeterRegistry registry) {
        this.chats = chats;
        this.ledger = ledger;
        this.clock = clock;
        up = rows("croft.chat.up", "1 where a chat server is there", registry);
        waiting = rows("croft.chat.waiting", "Deliveries on their way to a channel", registry);
        lag = rows("croft.chat.lag.seconds", "For how long the oldest of them waits", registry);
        dead = rows("croft.chat.dead", "Deliveries that were refused for good", registry);
        sent = rows("croft.chat.sent", "Deliveries that have arrived, ever", registry);
        resent =
                rows(
                        "croft.chat.resent",
                        "Deliveries that were sent again without its being known whether they arrived",
                        registry);
        Gauge.builder("croft.chat.bridges", chats, c -> c.declared().bridges().size())
                .description("Bridges of croft.yml")
                .register(registry);
    }

    /// Reads them anew; what was read before stays while the database is away.
    void look() throws LedgerAway {
        up.register(
                chats.networks().stream()
                        .<MultiGauge.Row<?>>map(network ->
                                MultiGauge.Row.of(
                                        Tags.of("chat", network.chat()), isUp(network) ? 1 : 0))
                        .toList(),
                true);
        List<LaneStanding> lanes = ledger.standing();
        each(waiting, lanes, LaneStanding::waiting);
        each(
                lag,
                lanes,
                lane ->
                        lane.oldest()
                                .map(oldest ->
                                        Duration.between(oldest, clock.instant()).toSeconds())
                                .orElse(0L));
        each(dead, lanes, LaneStanding::dead);
        each(sent, lanes, LaneStanding::sent);
        each(resent, lanes, LaneStanding::resent);
    }

    private static boolean isUp(Network network) {
        return network.standing() instanceof Standing.Up;
    }

    private static MultiGauge rows(String name, String meaning, MeterRegistry registry) {
        return MultiGauge.builder(name).description(meaning).register(registry);
    }

    private static void each(
            MultiGauge gauge, List<LaneStanding> lanes, ToDoubleFunction<LaneStanding> value) {
        gauge.register(
                lanes.stream()
                        .<MultiGauge.Row<?>>map(lane ->
                                MultiGauge.Row.of(
                                        Tags.of("channel", lane.lane().toString()),
                                        value.applyAsDouble(lane)))
                        .toList(),
                true);
    }
}
