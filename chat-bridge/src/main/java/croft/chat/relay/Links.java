package croft.chat.relay;

import croft.chat.message.Conversation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All links of croft.yml. A message is carried over the links of the conversation that it was said
/// in and not over those of its copies: who reads what is what each link says, and no more.
record Links(List<Link> all) {
    static final Links NONE = new Links(List.of());

    Links {
        all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        for (Link link : all) {
            if (!names.add(link.name())) {
                throw new IllegalArgumentException(
                        "link \"" + link.name() + "\" (expected: names that differ)");
            }
        }
    }

    List<Link> of(Conversation conversation) {
        return all.stream().filter(link -> link.between().contains(conversation)).toList();
    }

    /// What is to be listened to at one chat.
    Set<Conversation> at(String chat) {
        Set<Conversation> conversations = new HashSet<>();
        for (Link link : all) {
            link.between().stream().filter(c -> c.chat().equals(chat)).forEach(conversations::add);
        }
        return conversations;
    }
}
