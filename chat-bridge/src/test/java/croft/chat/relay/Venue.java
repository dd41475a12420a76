package croft.chat.relay;

import croft.chat.message.Conversation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server with people at it, as a test of a network sees both: it lets people speak, shows what
/// they see, and stands between the server and the bridge.
public interface Venue extends AutoCloseable {
    /// A new client with the bridge's account, which attends nothing yet. The venue closes it, if
    /// the test did not.
    Network join() throws Exception;

    /// A conversation that is there, with nothing said in it.
    Conversation room();

    /// Another one.
    Conversation otherRoom();

    /// A person writes.
    ///
    /// @param root the first message of the thread that it answers in
    /// @return its id, as the network tells it to the bridge; empty where it has none
    Optional<String> say(String who, Conversation in, String text, Optional<String> root)
            throws Exception;

    /// A person writes, with a file.
    Optional<String> show(String who, Conversation in, String text, String file, byte[] content)
            throws Exception;

    /// Its author writes it anew.
    void edit(String who, Conversation in, String id, String text) throws Exception;

    /// Its author takes it back.
    void delete(String who, Conversation in, String id) throws Exception;

    /// A person puts an emoji on it, or takes it off.
    void react(String who, Conversation in, String id, String emoji, boolean there)
            throws Exception;

    /// What people see there now, oldest first; nothing that was deleted, and nothing that only
    /// says who came and went.
    List<Said> seen(Conversation in) throws Exception;

    /// What a file that people see holds.
    byte[] content(Said said, String file) throws Exception;

    /// From now on the bridge does not reach the server; its people go on.
    void away() throws Exception;

    /// The bridge reaches it again.
    void back() throws Exception;

    /// The next thing that is sent arrives, and the answer does not: the connection ends instead.
    void cutNextAnswer() throws Exception;

    @Override
    void close() throws IOException;

    /// One message as people see it.
    ///
    /// @param by the name that it is under
    /// @param reactions names of the emoji on it
    /// @param files names of its files
    record Said(
            String id,
            String by,
            String text,
            Optional<String> root,
            Set<String> reactions,
            List<String> files) {
        public Said {
            reactions = Set.copyOf(reactions);
            files = List.copyOf(files);
        }
    }
}
