package croft.chat.irc;

import java.nio.file.Path;
import java.util.Optional;

/// The server to go to, and who to be there.
///
/// @param chat its key in `chats:`
/// @param tls whether the connection is TLS from its start; the server's certificate is verified
/// @param nick what is wanted; while somebody else has it, one with `_` behind it
/// @param login an account, to which a password of services belongs
/// @param password of the server itself, where it wants one
/// @param authorities PEM of the authorities that may have signed the server's certificate; empty
///   for those of this machine
public record IrcServer(
        String chat,
        String host,
        int port,
        boolean tls,
        String nick,
        Optional<Login> login,
        Optional<String> password,
        Optional<Path> authorities) {
    private static final String NICK = "[A-Za-z\\[\\]\\\\`_^{|}][A-Za-z0-9\\[\\]\\\\`_^{|}-]{0,29}";

    public IrcServer {
        if (!nick.matches(NICK)) {
            throw new IllegalArgumentException(
                    "nick: \""
                            + nick
                            + "\" (expected: 1 to 30 letters, digits or []\\`_^{|}-, the first no"
                            + " digit and no hyphen)");
        }
        if (login.isPresent() && !tls && !isThisMachine(host)) {
            throw new IllegalArgumentException(
                    chat
                            + ": the password of "
                            + login.get().account()
                            + " would be sent to "
                            + host
                            + " in the clear (expected: TLS, such as ircs://"
                            + host
                            + ":6697)");
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    /// An account of the network's services, and what proves that it is ours.
    public record Login(String account, String password) {
        @Override
        public String toString() {
            return account;
        }
    }

    @Override
    public String toString() {
        return (tls ? "ircs://" : "irc://") + host + ":" + port;
    }
}
