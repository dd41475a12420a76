package croft.chat.mattermost;

import croft.chat.ledger.Emoji;
import croft.chat.ledger.Ghosts.Ghost;
import croft.chat.message.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What networks of a test remember from one to the next.
final class Remembering implements Memory {
    private final List<Ghost> ghosts = new ArrayList<>();
    private final Map<String, List<Emoji>> emoji = new ConcurrentHashMap<>();
    private volatile Function<Conversation, List<String>> known = _ -> List.of();

    @Override
    public synchronized List<Ghost> ghosts(String chat) {
        return ghosts.stream().filter(ghost -> ghost.chat().equals(chat)).toList();
    }

    @Override
    public synchronized void remember(Ghost ghost) {
        ghosts.removeIf(other ->
                other.chat().equals(ghost.chat())
                        && other.origin().equals(ghost.origin())
                        && other.person().equals(ghost.person()));
        ghosts.add(ghost);
    }

    @Override
    public List<Emoji> emoji(Conversation in, String id) {
        return emoji.getOrDefault(id, List.of());
    }

    @Override
    public List<String> known(Conversation in, int most) {
        return known.apply(in).stream().limit(most).toList();
    }

    /// From now on, these ids are known.
    void knows(Function<Conversation, List<String>> newestFirst) {
        known = newestFirst;
    }

    /// This is on that message.
    void put(String id, Emoji one) {
        emoji.put(id, List.of(one));
    }
}
