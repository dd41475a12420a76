package croft.chat.relay;

import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An intake that keeps what it was given, once by its key; it can be told to take nothing.
final class Heard implements Intake {
    private final List<Incoming> happened = new ArrayList<>();
    private final Map<Conversation, Set<String>> keys = new HashMap<>();
    private final Map<Conversation, String> read = new HashMap<>();
    private int refuse;
    private int refused;

    @Override
    public synchronized void take(Conversation in, List<Incoming> batch, Optional<String> upTo)
            throws NotTaken {
        if (refuse > 0) {
            refuse--;
            refused++;
            throw new NotTaken("the test takes nothing now");
        }
        Set<String> known = keys.computeIfAbsent(in, _ -> new HashSet<>());
        for (Incoming each : batch) {
            if (!each.in().equals(in)) {
                throw new AssertionError("of " + each.in() + ", given for " + in);
            }
            if (known.add(each.key())) {
                happened.add(each);
            }
        }
        upTo.ifPresent(cursor -> read.put(in, cursor));
    }

    @Override
    public synchronized Optional<String> read(Conversation in) {
        return Optional.ofNullable(read.get(in));
    }

    /// The next `times` batches are not taken.
    synchronized void refuse(int times) {
        refuse = times;
        refused = 0;
    }

    synchronized int refused() {
        return refused;
    }

    synchronized List<Incoming> all() {
        return List.copyOf(happened);
    }

    /// What people posted there, in the order in which it was heard; nothing of the bridge's own.
    List<Incoming.Posted> posted(Conversation in, Network network) {
        return of(Incoming.Posted.class)
                .filter(p -> p.in().equals(in))
                .filter(p -> p.marks().key().isEmpty() && !network.own(p.author()))
                .toList();
    }

    <T extends Incoming> Stream<T> of(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast);
    }
}
