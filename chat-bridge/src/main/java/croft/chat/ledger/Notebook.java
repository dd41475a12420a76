package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What this bridge itself says, and what it has to remember for that: incidents, feeds. Both in
/// one transaction, so that nothing is said twice, and nothing is remembered as said that was not.
/// Any thread that may block.
public interface Notebook {
    /// Stores what the page is told, or nothing. What is done with it may be done again, on another
    /// page.
    ///
    /// @throws Closed if it cannot be stored now
    <T> T write(Function<Page, T> what) throws Closed;

    /// One transaction.
    interface Page {
        /// What was remembered under a key of at most 300 characters. Until the end of the
        /// transaction nobody else reads it.
        Optional<Map<String, String>> memo(String key);

        /// Remembers something in place of what was under the key.
        void memo(String key, Map<String, String> facts);

        /// Forgets it.
        void forget(String key);

        /// What is remembered under keys that begin so, at most `most`, in the order of the keys.
        Map<String, Map<String, String>> memos(String prefix, int most);

        /// Says something, once for each key.
        ///
        /// @param thread the key of the notice whose thread it belongs to
        /// @param quiet whether nobody is to be notified
        /// @return false if there is a notice of this key; nothing is changed then
        boolean tell(
                String key,
                Conversation to,
                String markdown,
                Optional<String> thread,
                boolean quiet,
                Instant now);

        /// Lets what was said say something else.
        void retell(String key, String markdown, Instant now);

        /// Puts an emoji of ours on what was said, or takes it away.
        ///
        /// @param emoji its short name without colons
        void mark(String key, String emoji, boolean there, Instant now);

        /// What was to be said before a time in a conversation and is not there yet, oldest first,
        /// by keys that begin so; without edits.
        List<Waiting> waiting(Conversation to, String prefix, Instant before, int most);
    }

    /// A notice that waits.
    ///
    /// @param since when it was told to the page
    record Waiting(String key, String markdown, Instant since) {}

    /// The database is away.
    final class Closed extends Exception {
        private static final long serialVersionUID = 1;

        public Closed(String why) {
            super(why);
        }
    }
}
