package croft.chat.mattermost;

import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Intake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An intake that keeps what it was given, once by its key, as the ledger does; it can be away.
final class Taken implements Intake {
    private final Map<Conversation, Map<String, Incoming>> happened = new HashMap<>();
    private final Map<Conversation, String> read = new HashMap<>();
    private boolean away;

    @Override
    public synchronized void take(Conversation in, List<Incoming> batch, Optional<String> upTo)
            throws NotTaken {
        if (away) {
            throw new NotTaken("the test's database is away");
        }
        Map<String, Incoming> known = happened.computeIfAbsent(in, _ -> new LinkedHashMap<>());
        batch.forEach(one -> known.putIfAbsent(one.key(), one));
        upTo.ifPresent(cursor -> read.put(in, cursor));
    }

    @Override
    public synchronized Optional<String> read(Conversation in) throws NotTaken {
        if (away) {
            throw new NotTaken("the test's database is away");
        }
        return Optional.ofNullable(read.get(in));
    }

    synchronized void away(boolean now) {
        away = now;
    }

    synchronized <T extends Incoming> List<T> of(Class<T> kind, Conversation in) {
        return new ArrayList<>(happened.getOrDefault(in, Map.of()).values())
                .stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What was said there, in the order in which it was taken.
    List<String> texts(Conversation in) {
        return of(Incoming.Posted.class, in).stream().map(one -> one.body().markdown()).toList();
    }
}
