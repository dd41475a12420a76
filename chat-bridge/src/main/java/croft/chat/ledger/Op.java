package croft.chat.ledger;

/// What a delivery does to a message in a conversation.
public enum Op {
    /// It is to be there.
    CREATE,
    /// It is to say what it says now.
    EDIT,
    /// It is to be gone.
    DELETE,
    /// Somebody's emoji is to be on it or not, as it stands when this is sent.
    REACT,
    /// What this bridge itself says is to be there, and to say what it says now.
    NOTICE
}
