package croft.stack.clients;

/// How a client proved names, as far as its files tell.
public sealed interface Proof {
    /// A file on port 80, wherever it came from.
    record Http() implements Proof {}

    /// A handshake on port 443.
    record Alpn() implements Proof {}

    /// A record in the zone.
    ///
    /// @param plugin what the client calls who writes it, such as `dns_lua` or `dns-luadns`;
    ///   `manual` for a person
    record Dns(String plugin) implements Proof {}

    /// The files do not tell.
    record Unknown() implements Proof {}
}
