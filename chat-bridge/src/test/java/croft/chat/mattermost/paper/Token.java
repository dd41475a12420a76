package croft.chat.mattermost.paper;

/// What somebody proves with who they are.
///
/// @param id of an access token, which is not what it consists of
/// @param secret what is sent
/// @param personal an access token, as opposed to a session that a login made
/// @param revoked whether it holds no more
record Token(
        String id,
        String secret,
        String account,
        String description,
        boolean personal,
        boolean revoked) {
    Token revoke() {
        return new Token(id, secret, account, description, personal, true);
    }
}
