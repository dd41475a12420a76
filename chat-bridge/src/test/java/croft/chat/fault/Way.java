package croft.chat.fault;

/// One of the two ways of a connection.
public enum Way {
    TO_SERVER,
    TO_CLIENT
}
