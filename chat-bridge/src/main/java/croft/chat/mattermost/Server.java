package croft.chat.mattermost;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// A Mattermost server of croft.yml, and who we are there.
///
/// @param chat its key in `chats:`
/// @param url of the server, without a path
/// @param token of the bridge's account, read anew when it is used
/// @param admin token of a system administrator, a human's: bots cannot make bots. Without it there
///   are no ghosts
public record Server(
        String chat, URI url, Supplier<String> token, Optional<Supplier<String>> admin) {}
