package croft.chat.message;

/// How somebody from elsewhere appears in a conversation.
public enum Voice {
    /// As an account of their own, which this bridge made for them.
    GHOST,
    /// As this bridge's account, with their name before what they say.
    PREFIX
}
