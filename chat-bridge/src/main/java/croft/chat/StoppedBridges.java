package croft.chat;

import croft.chat.command.Bridges;
import croft.chat.command.Unfulfilled;
import croft.chat.ledger.LedgerAway;
import croft.chat.message.Conversation;
import croft.chat.message.Literal;
import croft.chat.relay.Link;
import croft.chat.relay.Relay;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The bridges of croft.yml, which may be stopped and started again from chat. What is bridged at
/// all, croft.yml says.
@Singleton
final class StoppedBridges implements Bridges {
    private final CarriedChats chats;
    private final ChatStatus status;
    private final Relay relay;

    StoppedBridges(CarriedChats chats, ChatStatus status, Relay relay) {
        this.chats = chats;
        this.status = status;
        this.relay = relay;
    }

    @Override
    public List<String> status() {
        ChatStatus.Report report = status.report();
        List<String> lines = new ArrayList<>();
        for (ChatStatus.Chat chat : report.chats()) {
            lines.add(
                    Literal.code(chat.name())
                            + ": "
                            + chat.state()
                            + (chat.why() == null ? "" : ", " + Literal.of(chat.why(), 200)));
        }
        for (ChatStatus.Lane lane : report.lanes()) {
            lines.add(
                    "to "
                            + Literal.code(lane.channel())
                            + ": "
                            + (lane.waiting() == 0
                                    ? "nothing waits"
                                    : lane.waiting()
                                            + " waiting, the oldest for "
                                            + lane.lag()
                                            + " s")
                            + (lane.dead() == 0 ? "" : ", " + lane.dead() + " not deliverable"));
        }
        report.problems().forEach(problem -> lines.add("⚠ " + Literal.of(problem, 300)));
        return lines;
    }

    @Override
    public void link(Conversation one, Conversation other) throws Unfulfilled {
        Link link = declared(one, other);
        try {
            if (!relay.resume(link.name())) {
                throw new Unfulfilled("these are linked already");
            }
        } catch (LedgerAway e) {
            throw away();
        }
    }

    @Override
    public void unlink(Conversation one, Conversation other) throws Unfulfilled {
        Link link = declared(one, other);
        try {
            relay.stop(link.name(), "somebody asked for it in chat");
        } catch (LedgerAway e) {
            throw away();
        }
    }

    private Link declared(Conversation one, Conversation other) throws Unfulfilled {
        return chats.declared().bridges().stream()
                .map(CarriedChats::link)
                .filter(link -> Set.copyOf(link.between()).containsAll(List.of(one, other)))
                .findFirst()
                .orElseThrow(() ->
                        new Unfulfilled(
                                "no bridge of croft.yml is between "
                                        + one
                                        + " and "
                                        + other
                                        + "; a new one is added there: bridges: [{ between: ["
                                        + one
                                        + ", \""
                                        + other
                                        + "\"] }]"));
    }

    private static Unfulfilled away() {
        return new Unfulfilled("the database is away; try again in a minute");
    }
}
