package croft.chat.incident;

import java.util.Optional;
import java.util.function.Supplier;

/// Where e-mail is handed in.
///
/// @param from the address that letters come from
/// @param login empty where the server asks for none
public record MailServer(
        String host, int port, Security security, String from, Optional<Login> login) {
    public MailServer {
        if (login.isPresent() && security == Security.PLAIN) {
            throw new IllegalArgumentException(
                    host + ": a login without encryption (expected: STARTTLS or TLS)");
        }
    }

    /// How the connection is protected.
    public enum Security {
        /// Encrypted from the first octet (RFC 8314), usually port 465.
        TLS,
        /// Encrypted by STARTTLS, or not used at all; usually port 587.
        STARTTLS,
        /// Not at all: for a server on this machine, usually port 25.
        PLAIN
    }

    /// A name and its password, which is read anew each time.
    public record Login(String name, Supplier<String> password) {}
}
