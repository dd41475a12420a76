package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A server that people chat on, and our account there.
public sealed interface ChatServer {
    /// A Mattermost server.
    ///
    /// @param url http or https, no path
    /// @param token of our bot
    /// @param admin the token of a person who is system admin: with it each remote person gets an
    ///   account that has their name
    record Mattermost(
            URI url, SecretName token, Optional<SecretName> admin, Optional<Commands> commands)
            implements ChatServer {}

    /// An IRC server.
    ///
    /// @param port 1 to 65535
    /// @param tls whether the connection is encrypted
    /// @param account whom to log in as (SASL), with a password
    record Irc(String host, int port, boolean tls, String nick, Optional<Account> account)
            implements ChatServer {}

    /// Who logs in.
    record Account(String name, SecretName password) {}

    /// The slash command `/croft`.
    ///
    /// @param token that the server shows for it
    /// @param allow who may order what: `ada`, or `ada: site list`
    record Commands(SecretName token, List<String> allow) {
        public Commands {
            allow = List.copyOf(allow);
        }
    }
}
