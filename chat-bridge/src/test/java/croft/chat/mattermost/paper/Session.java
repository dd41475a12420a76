package croft.chat.mattermost.paper;

/// Who asks.
///
/// @param token that they proved it with
record Session(Account account, Token token) {
    String user() {
        return account.id();
    }

    /// A program, by its own account or by a token of somebody's.
    boolean integration() {
        return account.bot() || token.personal();
    }
}
