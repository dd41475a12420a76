package croft.chat.mattermost.paper;

/// Which build of Mattermost the double is.
public enum Edition {
    /// The open one: 250 users, all of the history.
    TEAM,
    /// The enterprise build without a licence: the newest messages of the server are shown, the
    /// older ones are kept and hidden.
    ENTRY
}
