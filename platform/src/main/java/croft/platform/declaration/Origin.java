package croft.platform.declaration;

/// Where a backend listens: `http://HOST:PORT`, no path. The host is resolved each time a
/// connection is opened.
///
/// @param host a name or an address literal (IPv6 without brackets)
/// @param port 1 to 65535
public record Origin(String host, int port) {
    public Origin {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host: empty (expected: a name or an address)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
        }
    }

    @Override
    public String toString() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
