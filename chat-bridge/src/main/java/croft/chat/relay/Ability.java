package croft.chat.relay;

/// What not every network can do.
public enum Ability {
    /// Another text for a message that is there.
    EDITS,
    /// Messages go away again.
    DELETES,
    /// Answers are with what they answer.
    THREADS,
    /// Emoji on messages.
    REACTIONS,
    /// Files.
    FILES,
    /// Accounts of people from elsewhere.
    GHOSTS,
    /// What was sent can be looked for.
    TRACES,
    /// What happened while nobody listened can be read.
    HISTORY
}
