package croft.chat.soak;

import croft.chat.fault.FaultProxy;
import croft.chat.relay.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One of the servers that are linked: people do things at it, and the weather troubles the way
/// between it and the bridge. What people do always works; only the bridge has troubles.
interface Side extends AutoCloseable {
    /// Its name in the bridge.
    String chat();

    /// Who is there.
    List<String> people();

    /// Somebody says something.
    ///
    /// @param root the first message of the thread that it answers in; empty for none
    /// @return its id; empty if what it answers was taken back just now
    Optional<String> say(String who, String room, String text, String root);

    /// Does nothing where the message has gone, as with its whole thread.
    void edit(String who, String room, String id, String text);

    void delete(String who, String room, String id);

    void react(String who, String room, String id, String emoji, boolean there);

    /// The newest messages, newest first.
    List<Shown> newest(String room, int most);

    /// All messages that people see, oldest first.
    List<Shown> seen(String room);

    /// What is between it and the bridge.
    FaultProxy way();

    /// Ends the server as a crash does, and starts it again with what it had stored.
    void restart() throws InterruptedException;

    /// Lets a few requests of the bridge go wrong.
    ///
    /// @param kind any number: which of the ways in which they can
    void trouble(int kind);

    /// No more trouble.
    void calm();

    @Override
    void close() throws IOException;
}
