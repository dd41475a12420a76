package croft.chat.mattermost;

import java.util.Optional;

/// The account that stands for somebody from elsewhere.
///
/// @param chat the chat of croft.yml that has the account
/// @param origin the chat of croft.yml that the person is in
/// @param person their id there
/// @param name theirs, as the account shows it
/// @param account its id
/// @param username its name at its server, unique there
/// @param picture what stands for the picture that it has; empty for none of theirs
/// @param token what it logs in with, sealed, in base64
public record Ghost(
        String chat,
        String origin,
        String person,
        String name,
        String account,
        String username,
        Optional<String> picture,
        String token) {
    Ghost named(String other) {
        return new Ghost(chat, origin, person, other, account, username, picture, token);
    }

    Ghost pictured(String other) {
        return new Ghost(
                chat, origin, person, name, account, username, Optional.of(other), token);
    }

    Ghost with(String otherToken) {
        return new Ghost(
                chat, origin, person, name, account, username, picture, otherToken);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "ghost " + username + " in " + chat + " of " + person + " in " + origin;
    }
}
