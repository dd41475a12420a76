package croft.platform.declaration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a DNS server listens.
///
/// @param host a name or an address literal (IPv6 without brackets)
/// @param port 1 to 65535
public record ServerAddress(String host, int port) {
    private static final int DNS = 53;
    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\[(?<six>[0-9A-Fa-f:.]{2,45})]|(?<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}))(:(?<port>[0-9]{1,5}))?");

    public ServerAddress {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
        }
    }

    /// Reads `HOST` or `HOST:PORT`; IPv6 addresses are in brackets.
    ///
    /// @throws IllegalArgumentException if it is neither
    static ServerAddress parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a server (expected: HOST or HOST:PORT, such as"
                            + " 192.0.2.53:53 or [2001:db8::53])");
        }
        String host = parts.group("six") == null ? parts.group("name") : parts.group("six");
        String port = parts.group("port");
        return new ServerAddress(host, port == null ? DNS : Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
